"""JSON of another shape than was asked for: a value alone, a list around it, another kind of value."""

from __future__ import annotations

import json
from collections.abc import Callable

from checker.coaching.reading.answering import answer_line
from checker.coaching.seen import NOT_JSON, Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


def status_in_json(seen: Seen) -> Diagnosis | None:
    """FastAPI: `return body, 200` makes a list of both."""
    value = seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(value, list) or len(value) not in {2, 3}:
        return None
    if type(value[1]) is not int or not 100 <= value[1] <= 599 or not _object_asked(seen):
        return None
    return Diagnosis(
        "status-inside-json",
        f"The status {value[1]} stands inside the JSON, in a list with the body: {json.dumps(value)[:120]}",
        answer_line(seen),
        "That is how Flask does it. In FastAPI you give the status to the decorator: status_code=201."
        if seen.framework == "fastapi"
        else "The status stands beside the body and outside of the parentheses. Write `return body, status`.",
    )


def value_instead_of_object(seen: Seen) -> Diagnosis | None:
    """A text or a number came alone, where an object was asked for."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or got is NOT_JSON:
        return None
    if not isinstance(got, (str, int, float)) or isinstance(got, bool) or not expected or _is_json_text(got):
        return None
    keys = " and ".join(f"'{key}'" for key in expected)
    what = "the text" if isinstance(got, str) else "the number"
    place = answer_line(seen)
    return Diagnosis(
        "value-instead-of-object",
        f"The answer is {what} {json.dumps(got)[:80]} alone{f' ({place})' if place else ''}; an object with {keys} is"
        " asked for.",
        place,
        "A text that a FastAPI function returns goes out as a JSON text, in quotes. A dict becomes an object: write the"
        " key, a colon and the value between braces."
        if seen.framework == "fastapi"
        else "A dict becomes an object: write the key, a colon and the value between braces.",
    )


def _is_json_text(value: object) -> bool:
    """Whether a text holds JSON or a Python dict: that is another mistake."""
    return isinstance(value, str) and value.lstrip().startswith(("{", "["))


def list_around_object(seen: Seen) -> Diagnosis | None:
    """The right object, in a list of its own."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, list):
        return None
    if len(got) != 1 or got[0] != expected:
        return None
    return Diagnosis(
        "list-around-object",
        "The answer is a list with the right object in it; the object alone is asked for.",
        answer_line(seen),
        "Square brackets make a list, and so does a comma behind the value.",
    )


def kind_differs(seen: Seen) -> Diagnosis | None:
    """An object was asked for, and a list or a text came; or the other way round."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or got is NOT_JSON or got is None:
        return None
    if _object_asked(seen) and not isinstance(got, dict):
        asked = "an object, with a name for each value,"
    elif isinstance(expected, str) and isinstance(got, (dict, list)):
        asked = f"the text {json.dumps(expected)}"
    else:
        return None
    came = {dict: "an object", list: "a list", str: "a text", bool: "a truth value"}.get(
        type(got), "a number"
    )
    return Diagnosis(
        "json-kind-differs",
        f"{asked[0].upper()}{asked[1:]} is asked for; {seen.who} answers with {came}: {json.dumps(got)[:120]}",
        answer_line(seen),
        "Return the text itself, without a dict or a list around it."
        if isinstance(expected, str)
        else "A JSON object comes of a dict: braces, and a name and a colon before each value."
        + (" jsonify(a, b) makes a list." if seen.framework == "flask" else ""),
    )


def _object_asked(seen: Seen) -> bool:
    expected = seen.mismatch.expected_value
    return isinstance(expected, dict) or (expected is None and seen.mismatch.expected.startswith("{"))


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (status_in_json,)

RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (list_around_object, value_instead_of_object)

LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (kind_differs,)
"""After what knows why another kind of value came."""
