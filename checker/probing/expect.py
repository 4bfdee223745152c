"""What a hidden test may expect of an answer. Each function returns quietly or raises NotAsExpected.

The order in which an answer is looked at is always the same: was there one, its status, its media type, its
content. So the first thing that is wrong is what the learner reads.
"""

from __future__ import annotations

from typing import NoReturn

from checker.core.evidence import Aspect, Mismatch
from checker.core.exchanges import Exchange, Response
from checker.core.ports import AppUnderTest
from checker.probing.reading import Json, NotJson, compact, parse_json, same, shown_text
from checker.probing.slim import httpx

LONGEST_SHOWN = 2_000


class NotAsExpected(AssertionError):
    """The app's answer is not what the task asks for."""

    def __init__(self, mismatch: Mismatch) -> None:
        super().__init__(f"expected {mismatch.expected}, got {mismatch.got}")
        self.mismatch = mismatch


def exchange_of(response: httpx.Response) -> Exchange:
    """The recorded exchange of an answer."""
    exchange: Exchange = response.extensions["exchange"]
    return exchange


def fail(
    aspect: Aspect,
    expected: str,
    got: str,
    response: httpx.Response | None = None,
    value: object = None,
) -> NoReturn:
    """Say that something is not as expected, in two short phrases."""
    exchange = exchange_of(response) if response is not None else None
    raise NotAsExpected(Mismatch(aspect, expected[:LONGEST_SHOWN], got[:LONGEST_SHOWN], exchange, value))


def expect_status(response: httpx.Response, *allowed: int) -> None:
    """The status is one of these."""
    if response.status_code not in allowed:
        expected = "status " + " or ".join(str(status) for status in allowed)
        fail(Aspect.STATUS, expected, _status(exchange_of(response)), response, allowed[0])


def expect_text(response: httpx.Response, expected: str, status: int = 200) -> None:
    """The answer is this text, whatever tags and white space stand around it."""
    expect_status(response, status)
    body = _answer(response).text
    if expected not in {body.strip(), shown_text(body)}:
        got = shown_text(body) if _answer(response).media_type == "text/html" else body.strip()
        fail(Aspect.TEXT, expected, got, response, expected)


def expect_json(response: httpx.Response, expected: Json, status: int = 200) -> None:
    """The answer is exactly this JSON value."""
    expect_status(response, status)
    value = json_of(response, compact(expected), expected)
    if not same(expected, value):
        fail(Aspect.JSON, compact(expected), compact(value), response, expected)


def expect_refusal(response: httpx.Response, *allowed: int, naming: list[Json] | None = None) -> None:
    """The answer is one of these error statuses; somewhere in its JSON body stands the list `naming`."""
    expect_status(response, *allowed)
    if naming is None:
        return
    wanted = f"a JSON body that names {compact(naming)}"
    if not _holds(json_of(response, wanted, naming), naming):
        fail(Aspect.NAMED, wanted, _answer(response).text.strip(), response, naming)


def expect_allow(response: httpx.Response, method: str) -> None:
    """The header `Allow` names the method."""
    allow = _answer(response).header("allow")
    if method not in [name.strip().upper() for name in (allow or "").split(",")]:
        got = f"Allow: {allow}" if allow is not None else "no Allow header"
        fail(Aspect.HEADER, f"a header Allow that names {method}", got, response, method)


def expect_path_in_schema(response: httpx.Response, path: str, method: str) -> None:
    """The answer is an OpenAPI schema that lists the path with this method, in lower case."""
    expect_status(response, 200)
    wanted = f"a schema that lists {method.upper()} {path}"
    schema = json_of(response, wanted)
    paths = schema.get("paths") if isinstance(schema, dict) else None
    entry = paths.get(path) if isinstance(paths, dict) else None
    if not isinstance(entry, dict) or method not in entry:
        listed = ", ".join(paths) if isinstance(paths, dict) and paths else "no paths"
        fail(Aspect.JSON, wanted, f"a schema that lists {listed}", response)


def expect_no_server_at_import(app: AppUnderTest) -> None:
    """Importing the app's file has started no server."""
    servers = app.facts().servers
    if servers:
        fail(
            Aspect.PROCESS,
            "an import that starts no server",
            f"{servers[0].what}, at import",
        )


def expect_debug_run(script: AppUnderTest) -> None:
    """Running the file as a script called `run` in debug mode."""
    call = script.facts().script_run
    if call is None or not call.debug:
        fail(Aspect.PROCESS, "app.run(debug=True)", "app.run() with debug off")


def json_of(response: httpx.Response, wanted: str, value: object = None) -> Json:
    """The JSON value of an answer that has to be one; `wanted` says which, for the report."""
    answer = _answer(response)
    if not answer.is_json:
        kind = answer.media_type or "no content type"
        fail(Aspect.KIND, f"JSON {wanted}", f"{kind}: {answer.text.strip()}", response, value)
    try:
        return parse_json(answer.text)
    except NotJson as error:
        got = f"a body that is not JSON ({error}): {answer.text.strip()}"
        fail(Aspect.JSON, wanted, got, response, value)


def _answer(response: httpx.Response) -> Response:
    answer = exchange_of(response).response
    assert answer is not None
    return answer


def _status(exchange: Exchange) -> str:
    assert exchange.response is not None
    location = exchange.response.header("location")
    return f"status {exchange.response.status}" + (f", to {location}" if location else "")


def _holds(value: Json, wanted: list[Json]) -> bool:
    """Whether the list stands anywhere in the value, alone or as the beginning of a longer one.

    A type with several forms adds a step for each: `["path", "item_id", "int"]` names the same place.
    """
    if isinstance(value, list) and value[: len(wanted)] == wanted:
        return True
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return any(_holds(item, wanted) for item in inside)
