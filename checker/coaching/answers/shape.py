"""JSON of another shape than was asked for: a value alone, a list around it, a value that never changes."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from urllib.parse import parse_qsl

from checker.coaching.answers.escaping import values_sent
from checker.coaching.reading import reach
from checker.coaching.reading.answering import answer_line, key_line
from checker.coaching.reading.finding import at
from checker.coaching.seen import NOT_JSON, Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


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


def value_written_down(seen: Seen) -> Diagnosis | None:
    """A value that depends on the request is a constant in the source."""
    expected, got = seen.mismatch.expected_value, seen.json
    sent = list(values_sent(seen))
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    for key, value in expected.items():
        if key not in got or got[key] == value or not (value in sent or (type(value) is int and sent)):
            continue
        for file, node in reach.nodes(seen):
            constant = _constant_at(node, key)
            if constant is not None and constant.value == got[key] and constant.value is not None:
                place = at(seen.sources, (file, constant))
                return Diagnosis(
                    "value-written-down",
                    f"'{key}' is {got[key]!r} at {place}, whatever is asked for. This request asks for {value!r}.",
                    place,
                    "The value comes with the request. Take it from there, and do not write it down.",
                )
    return None


def _constant_at(node: ast.AST, key: str) -> ast.Constant | None:
    """The value of a key in a dict that is written out or in a call, where it is a constant."""
    values: list[ast.expr] = []
    if isinstance(node, ast.Dict):
        pairs = zip(node.keys, node.values, strict=True)
        values = [value for name, value in pairs if isinstance(name, ast.Constant) and name.value == key]
    elif isinstance(node, ast.Call):
        values = [word.value for word in node.keywords if word.arg == key]
    return next((value for value in values if isinstance(value, ast.Constant)), None)


def one_value_differs(seen: Seen) -> Diagnosis | None:
    """The keys are right, and one value is not."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    wrong = [key for key in expected if key in got and got[key] != expected[key]]
    if expected.keys() != got.keys() or len(wrong) != 1 or isinstance(expected[wrong[0]], (dict, list)):
        return None
    key = wrong[0]
    place = key_line(seen, key)
    other = _sent_as(seen, got[key]) if str(got[key]) != str(expected[key]) else None
    whose = f" That is what was sent as '{other}'." if other not in {None, key} else ""
    return Diagnosis(
        "wrong-value",
        f"'{key}' is {json.dumps(got[key])[:80]}; {json.dumps(expected[key])[:80]} is asked for.{whose} The value is"
        f" probably made at {place or 'the function that answers'}.",
        place,
        "Follow this one value: where does it come from, and what is done with it on the way into the answer?",
    )


def _sent_as(seen: Seen, value: object) -> str | None:
    """The one name under which this value was sent; None where there is none, or more than one."""
    query = dict(parse_qsl(seen.request.target.partition("?")[2])) if seen.request else {}
    names = [name for name, sent in query.items() if sent == str(value)]
    return names[0] if len(names) == 1 else None


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    list_around_object,
    value_instead_of_object,
)
