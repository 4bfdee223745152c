"""What a recorded request carried: the fields of its body, the names of its headers."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from checker.core.exchanges import Request

FORM = "application/x-www-form-urlencoded"
JSON = "application/json"


def kind_of(request: Request) -> str:
    """The media type of the request's body; empty where it has none."""
    value = next((text for name, text in request.headers if name.lower() == "content-type"), "")
    return value.partition(";")[0].strip().lower()


def fields_of(request: Request) -> dict[str, object]:
    """The fields of a form or of a JSON object; empty for any other body."""
    text = request.body.decode("utf-8", "replace")
    if kind_of(request) == FORM:
        return dict(parse_qsl(text, keep_blank_values=True))
    try:
        value = json.loads(text) if kind_of(request) == JSON else None
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def has_header(request: Request, name: str) -> bool:
    """Whether the request has that header, in any case."""
    return any(key.lower() == name.lower() for key, _ in request.headers)
