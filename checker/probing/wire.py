"""One request and its answer as bytes: HTTP by h11, with bounds on what is read. No input or output."""

from __future__ import annotations

import zlib

import h11

from checker.core.exchanges import Broken, Request, Response

_UNPACKERS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
"""zlib's window sizes: 31 reads a gzip header, 15 a zlib header."""


class Broke(Exception):
    """The answer cannot be read to its end."""

    def __init__(self, broken: Broken) -> None:
        super().__init__(broken.value)
        self.broken = broken


class Conversation:
    """What goes out for one request, and what has come in of its answer."""

    def __init__(self, request: Request, most_bytes: int) -> None:
        self._request = request
        self._most = most_bytes
        self._wire = h11.Connection(h11.CLIENT)
        self._head: h11.Response | None = None
        self._parts: list[bytes] = []
        self._size = 0

    @property
    def begun(self) -> bool:
        """Whether the head of the answer is here."""
        return self._head is not None

    def opening(self) -> bytes:
        """The bytes of the request."""
        head = h11.Request(
            method=self._request.method, target=self._request.target, headers=list(self._request.headers)
        )
        parts = [self._wire.send(head)]
        if self._request.body:
            parts.append(self._wire.send(h11.Data(data=self._request.body)))
        parts.append(self._wire.send(h11.EndOfMessage()))
        return b"".join(part for part in parts if part)

    def receive(self, data: bytes) -> Response | None:
        """Take in bytes (none of them: the app has closed); the answer once it is whole.

        Raises Broke where it will never be.
        """
        try:
            self._wire.receive_data(data)
            while True:
                event = self._wire.next_event()
                if event is h11.NEED_DATA:
                    return None
                if isinstance(event, h11.ConnectionClosed):
                    raise Broke(Broken.CLOSED)
                if isinstance(event, h11.EndOfMessage):
                    return self._whole()
                self._take(event)
        except h11.RemoteProtocolError:
            raise Broke(Broken.NOT_HTTP if data else Broken.CLOSED) from None

    def _take(self, event: object) -> None:
        if isinstance(event, h11.Response):
            self._head = event
        elif isinstance(event, h11.Data):
            self._parts.append(bytes(event.data))
            self._size += len(event.data)
            if self._size > self._most:
                raise Broke(Broken.TOO_LARGE)

    def _whole(self) -> Response:
        assert self._head is not None
        headers = tuple(
            (name.decode("latin-1"), value.decode("latin-1")) for name, value in self._head.headers
        )
        packed = Response(self._head.status_code, headers, b"".join(self._parts))
        return Response(packed.status, headers, unpacked(packed, self._most))


def unpacked(response: Response, most_bytes: int) -> bytes:
    """The body without its content encoding. Raises Broke where it is too long or not so packed."""
    body = response.body
    encodings = (response.header("content-encoding") or "").lower().split(",")
    for encoding in reversed([name.strip() for name in encodings]):
        if encoding in {"", "identity"} or not body:
            continue
        if encoding not in _UNPACKERS:
            raise Broke(Broken.NOT_HTTP)
        body = _inflated(body, _UNPACKERS[encoding], most_bytes)
    return body


def _inflated(body: bytes, window: int, most_bytes: int) -> bytes:
    unpacker = zlib.decompressobj(window)
    try:
        plain = unpacker.decompress(body, most_bytes + 1)
    except zlib.error:
        raise Broke(Broken.NOT_HTTP) from None
    if len(plain) > most_bytes:
        raise Broke(Broken.TOO_LARGE)
    if not unpacker.eof:
        raise Broke(Broken.CLOSED)
    return plain
