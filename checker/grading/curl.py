"""A request as a line for a shell."""

from __future__ import annotations

import shlex

from checker.core.exchanges import Request

_CURL_SENDS = {"host", "user-agent", "accept", "content-length", "accept-encoding", "connection"}


def curl_line(request: Request, base_url: str) -> str:
    """The line of `curl` that sends the same request to the app that its author runs by hand."""
    words = ["curl", "-i"]
    if request.method != "GET":
        words += ["-X", request.method]
    for name, value in request.headers:
        if name.lower() not in _CURL_SENDS:
            words += ["-H", f"{name}: {value}"]
    if request.body:
        words += ["--data-binary", request.body.decode("utf-8", "backslashreplace")]
    return shlex.join([*words, base_url + request.target])
