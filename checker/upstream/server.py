"""The upstream on a socket."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from checker.upstream.page import page_of
from checker.upstream.service import Upstream


class UpstreamServer(ThreadingHTTPServer):
    """Answers each request on a thread of its own: many may be held at once."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, upstream: Upstream, port: int) -> None:
        self.upstream = upstream
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet about an app that has gone before it read its answer."""

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    """One connection of an app's."""

    server: UpstreamServer
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        """The page for a person, or an answer for an app."""
        if self.path == "/":
            self._send(200, page_of(self.server.upstream).encode(), "text/html; charset=utf-8")
        else:
            self._answer()

    def do_POST(self) -> None:
        """Read what was sent along, then answer."""
        self._answer()

    do_DELETE = do_POST  # noqa: N815

    def log_message(self, *_: object) -> None:
        """Keep quiet: the page shows what was asked."""

    def _answer(self) -> None:
        length = self.headers.get("Content-Length", "0")
        self.rfile.read(int(length) if length.isdecimal() else 0)
        status, body = self.server.upstream.answer(self.command, self.path)
        self._send(status, b"" if body is None else json.dumps(body).encode(), "application/json")

    def _send(self, status: int, body: bytes, kind: str) -> None:
        self.send_response(status)
        if body:
            self.send_header("Content-Type", kind)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def running_upstream(upstream: Upstream) -> Iterator[str]:
    """Run the service on a free port for as long as the block lasts; its address is given."""
    with UpstreamServer(upstream, 0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield server.url
        finally:
            upstream.release()
            server.shutdown()
            thread.join()
