"""The httpx transport that asks one running app, records every exchange, and never waits past a deadline.

httpx's own time limit bounds each read, so an app that sends a byte a second is never too slow for it; here the
whole exchange has one end. Each request has a connection of its own, as with curl: uvicorn closes a kept one
after an unhandled error without saying so.
"""

from __future__ import annotations

import contextlib
import socket
import time
from collections.abc import Callable

from checker.core.exchanges import Broken, Exchange, Request, Response
from checker.core.limits import Deadline
from checker.core.ports import AppUnderTest
from checker.probing.slim import httpx
from checker.probing.wire import Broke, Conversation

CHUNK = 65_536
NOT_PASSED_ON = {"content-encoding", "content-length", "transfer-encoding"}
"""Headers that speak of bytes on the wire; httpx receives the body unpacked."""


class NoAnswer(httpx.TransportError):
    """The app gave no whole answer."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange.broken.value if exchange.broken else "")
        self.exchange = exchange


class Asking:
    """What this transport and the asynchronous one share."""

    def __init__(self, app: AppUnderTest, record: Callable[[Exchange], None]) -> None:
        self._app = app
        self._record = record

    def begin(self, request: httpx.Request, body: bytes) -> tuple[Conversation, Request, Deadline]:
        """What goes out, and by when its answer has to be here."""
        sent = Request(
            method=request.method,
            target=request.url.raw_path.decode("ascii"),
            headers=tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw),
            body=body,
        )
        limits = self._app.limits
        # A test that gives a request more time says so: client.get(path, timeout=20).
        asked = request.extensions.get("timeout", {}).get("read")
        deadline = self._app.deadline.within(asked or limits.exchange)
        return Conversation(sent, limits.body_bytes), sent, deadline

    def broken(self, error: Exception, conversation: Conversation) -> Broken:
        """Name what went wrong, and let the app's keeper know while it is still so."""
        if isinstance(error, TimeoutError):
            self._app.note_hang()
            return Broken.NO_END if conversation.begun else Broken.NO_ANSWER
        self._app.note_break()
        if isinstance(error, Broke):
            return error.broken
        return Broken.REFUSED if isinstance(error, ConnectionRefusedError) else Broken.CLOSED

    def finish(self, request: httpx.Request, exchange: Exchange) -> httpx.Response:
        """Record the exchange and hand its answer on. Raises NoAnswer where there is none."""
        self._record(exchange)
        if exchange.response is None:
            raise NoAnswer(exchange)
        # As bytes: httpx takes text in headers for ASCII, and an app may send any byte.
        headers = [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in exchange.response.headers
            if name.lower() not in NOT_PASSED_ON
        ]
        return httpx.Response(
            exchange.response.status,
            headers=headers,
            content=exchange.response.body,
            request=request,
            extensions={"exchange": exchange},
        )


class BlockingTransport(Asking, httpx.BaseTransport):
    """Asks the app from an ordinary test."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and read its answer to the end. Raises NoAnswer where there is none."""
        address = self._app.address()
        conversation, sent, deadline = self.begin(request, request.read())
        began = time.monotonic()
        response, broken, port = None, None, None
        try:
            with socket.create_connection(address, timeout=_left(deadline)) as connection:
                port = connection.getsockname()[1]
                response = self._converse(connection, conversation, deadline)
        except (OSError, Broke) as error:
            broken = self.broken(error, conversation)
        return self.finish(request, Exchange(sent, response, broken, time.monotonic() - began, port))

    def _converse(
        self, connection: socket.socket, conversation: Conversation, deadline: Deadline
    ) -> Response:
        connection.settimeout(_left(deadline))
        # An app may answer and close before it has read everything: what it said still counts.
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            connection.sendall(conversation.opening())
        response = None
        while response is None:
            connection.settimeout(_left(deadline))
            response = conversation.receive(connection.recv(CHUNK))
        return response


def _left(deadline: Deadline) -> float:
    """Seconds for the next wait. Raises TimeoutError where there are none: 0 would mean not to wait."""
    if deadline.passed:
        raise TimeoutError
    return deadline.remaining
