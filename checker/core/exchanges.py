"""What was asked over HTTP and what came back, as it was recorded."""

from __future__ import annotations

import enum
from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A request that was sent."""

    method: str
    target: str
    """The path and the query, percent-encoded, as it stood on the wire."""
    headers: Headers = ()
    body: bytes = b""

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]


@dataclass(frozen=True, slots=True)
class Response:
    """An answer that came back whole, its body unpacked."""

    status: int
    headers: Headers
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of that name, in any case; None where there is none."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty where none was sent."""
        return (self.header("content-type") or "").partition(";")[0].strip().lower()

    @property
    def is_json(self) -> bool:
        """Whether the answer says that it is JSON."""
        kind = self.media_type
        return kind == "application/json" or (kind.startswith("application/") and "+json" in kind)

    @property
    def text(self) -> str:
        """The body as text; bytes that are not in the charset become replacement characters."""
        content_type = (self.header("content-type") or "").lower()
        charset = content_type.partition("charset=")[2].partition(";")[0].strip(" \"'")
        if charset in {"latin-1", "iso-8859-1"}:
            return self.body.decode("latin-1")
        return self.body.decode("utf-8", "replace")


class Broken(enum.Enum):
    """Why a request got no whole answer."""

    REFUSED = "refused"
    """Nobody accepted the connection."""
    CLOSED = "closed"
    """The connection ended before the answer did."""
    NO_ANSWER = "no-answer"
    """The time was up before the answer's first line."""
    NO_END = "no-end"
    """The answer began, and the time was up before its end."""
    TOO_LARGE = "too-large"
    """The body was longer than is read."""
    NOT_HTTP = "not-http"
    """What came back is not HTTP, or not packed as its headers say."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its answer, or with the reason why there was none."""

    request: Request
    response: Response | None
    broken: Broken | None
    seconds: float
    local_port: int | None
    """The client's own port: the app's process sees the same, so its reports can be matched."""
