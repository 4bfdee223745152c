"""httpx transports that ask one running app, record every exchange, and never wait past a deadline.

httpx's own time limit bounds each read, so an app that sends a byte a second is never too slow for it; here the
whole exchange has one end. Each request has a connection of its own, as with curl: uvicorn closes a kept one
after an unhandled error without saying so.
"""

from __future__ import annotations

import asyncio
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


class _Asking:
    """What the blocking and the asynchronous transport share."""

    def __init__(self, app: AppUnderTest, record: Callable[[Exchange], None]) -> None:
        self._app = app
        self._record = record

    def _begin(self, request: httpx.Request, body: bytes) -> tuple[Conversation, Request, Deadline]:
        sent = Request(
            method=request.method,
            target=request.url.raw_path.decode("ascii"),
            headers=tuple((k.decode("latin-1"), v.decode("latin-1")) for k, v in request.headers.raw),
            body=body,
        )
        limits = self._app.limits
        deadline = self._app.deadline.within(limits.exchange)
        return Conversation(sent, limits.body_bytes), sent, deadline

    def _broken(self, error: Exception, conversation: Conversation) -> Broken:
        """Name what went wrong, and let the app's keeper know while it is still so."""
        if isinstance(error, TimeoutError):
            self._app.note_hang()
            return Broken.NO_END if conversation.begun else Broken.NO_ANSWER
        self._app.note_break()
        if isinstance(error, Broke):
            return error.broken
        return Broken.REFUSED if isinstance(error, ConnectionRefusedError) else Broken.CLOSED

    def _finish(self, request: httpx.Request, exchange: Exchange) -> httpx.Response:
        self._record(exchange)
        if exchange.response is None:
            raise NoAnswer(exchange)
        headers = [pair for pair in exchange.response.headers if pair[0].lower() not in NOT_PASSED_ON]
        return httpx.Response(
            exchange.response.status,
            headers=headers,
            content=exchange.response.body,
            request=request,
            extensions={"exchange": exchange},
        )


class BlockingTransport(_Asking, httpx.BaseTransport):
    """Asks the app from an ordinary test."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and read its answer to the end. Raises NoAnswer where there is none."""
        address = self._app.address()
        conversation, sent, deadline = self._begin(request, request.read())
        began = time.monotonic()
        response, broken, port = None, None, None
        try:
            with socket.create_connection(address, timeout=_left(deadline)) as connection:
                port = connection.getsockname()[1]
                response = self._converse(connection, conversation, deadline)
        except (OSError, Broke) as error:
            broken = self._broken(error, conversation)
        return self._finish(request, Exchange(sent, response, broken, time.monotonic() - began, port))

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


class AsyncTransport(_Asking, httpx.AsyncBaseTransport):
    """Asks the app from an asynchronous test, many requests at once."""

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request and read its answer to the end. Raises NoAnswer where there is none."""
        address = await asyncio.to_thread(self._app.address)
        conversation, sent, deadline = self._begin(request, await request.aread())
        began = time.monotonic()
        response, broken, ports = None, None, list[int]()
        try:
            async with asyncio.timeout(deadline.remaining):
                response = await self._converse(address, conversation, ports)
        except (OSError, Broke) as error:
            broken = await asyncio.to_thread(self._broken, error, conversation)
        port = ports[0] if ports else None
        return self._finish(request, Exchange(sent, response, broken, time.monotonic() - began, port))

    async def _converse(
        self, address: tuple[str, int], conversation: Conversation, ports: list[int]
    ) -> Response:
        reader, writer = await asyncio.open_connection(*address)
        try:
            ports.append(writer.get_extra_info("sockname")[1])
            writer.write(conversation.opening())
            response = None
            while response is None:
                response = conversation.receive(await reader.read(CHUNK))
            return response
        finally:
            writer.close()


def _left(deadline: Deadline) -> float:
    """Seconds for the next wait. Raises TimeoutError where there are none: 0 would mean not to wait."""
    if deadline.passed:
        raise TimeoutError
    return deadline.remaining
