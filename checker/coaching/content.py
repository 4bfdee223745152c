"""The right view answered, and its answer is not what was asked for."""

from __future__ import annotations

import json

from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

_MISSING = object()


def text_nearly_right(seen: Seen) -> Diagnosis | None:
    """The text differs in capitals, spaces or punctuation alone."""
    expected = seen.mismatch.expected_value
    if seen.mismatch.aspect is not Aspect.TEXT or not isinstance(expected, str):
        return None
    got = seen.mismatch.got
    if _letters(expected) != _letters(got) or not _letters(expected):
        return None
    what = "capital letters" if expected.lower() == got.lower() else "punctuation or spaces"
    return Diagnosis(
        "text-nearly-right",
        f"The text is right but for {what}: '{expected}' is asked for, '{got}' came.",
        seen.view_place,
        "Compare the two character by character.",
    )


def json_for_text(seen: Seen) -> Diagnosis | None:
    """JSON came where plain text was asked for."""
    if seen.mismatch.aspect is not Aspect.TEXT or not seen.response or not seen.response.is_json:
        return None
    return Diagnosis(
        "json-instead-of-text",
        f"The task asks for plain text; your view answers with JSON: {seen.mismatch.got[:80]}",
        seen.view_place,
        "Return the text itself, without jsonify and without a dict around it.",
    )


def text_for_json(seen: Seen) -> Diagnosis | None:
    """Text came where JSON was asked for."""
    if seen.mismatch.aspect is not Aspect.KIND or not seen.response:
        return None
    value = _json(seen)
    kind = seen.response.media_type or "no content type"
    if value is _MISSING:
        message = f"The task asks for JSON; your view answers with {kind}."
    else:
        message = (
            f"The body looks like JSON, but your view sends it as {kind}, so a client takes it for text."
        )
    hint = "Return the dict itself: Flask makes JSON of it." if seen.framework == "flask" else (
        "Return the dict itself: FastAPI makes JSON of it."
    )  # fmt: skip
    return Diagnosis("text-instead-of-json", message, seen.view_place, hint)


def returned_null(seen: Seen) -> Diagnosis | None:
    """FastAPI made `null` of a function that returns nothing."""
    if seen.mismatch.aspect is not Aspect.JSON or _json(seen) is not None:
        return None
    return Diagnosis(
        "view-returned-none",
        "The body is null: the function comes to its end without returning anything.",
        seen.view_place,
        "print() writes to your terminal. The client gets what the function returns.",
    )


def json_twice(seen: Seen) -> Diagnosis | None:
    """A JSON text inside a JSON text."""
    value = _json(seen)
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(value, str):
        return None
    try:
        inner = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(inner, (dict, list)):
        return None
    return Diagnosis(
        "json-twice",
        "The answer is a JSON text that holds JSON: it was turned into text twice.",
        seen.view_place,
        "Return the dict itself. The framework turns it into JSON once; json.dumps before it is one time too many.",
    )


def type_differs(seen: Seen) -> Diagnosis | None:
    """One value is right but for its type."""
    found = _first_type_difference(seen.mismatch.expected_value, _json(seen), "")
    if seen.mismatch.aspect is not Aspect.JSON or found is None:
        return None
    where, expected, got = found
    return Diagnosis(
        "number-as-text" if isinstance(got, str) and isinstance(expected, int) else "wrong-json-type",
        f"{where or 'The answer'} is {_kind(got)} {json.dumps(got)}; {_kind(expected)} {json.dumps(expected)} is"
        " asked for.",
        seen.view_place,
        "What comes in a URL is text until something turns it into a number: a converter in the rule (Flask)"
        " or a type on the parameter (FastAPI).",
    )


def keys_differ(seen: Seen) -> Diagnosis | None:
    """The object has other keys than were asked for."""
    expected, got = seen.mismatch.expected_value, _json(seen)
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    missing = [f"'{key}'" for key in expected if key not in got]
    extra = [f"'{key}'" for key in got if key not in expected]
    if not missing and not extra:
        return None
    parts = [f"{', '.join(missing)} is missing"] if missing else []
    parts += [f"{', '.join(extra[:5])} is not asked for"] if extra else []
    return Diagnosis(
        "wrong-keys",
        f"The JSON object has other keys than the task asks for: {' and '.join(parts)}.",
        seen.view_place,
        "Keys are compared letter by letter.",
    )


def same_for_every_input(seen: Seen) -> Diagnosis | None:
    """The name of the variable came back instead of its value."""
    if seen.mismatch.aspect not in {Aspect.TEXT, Aspect.JSON} or seen.route is None or not seen.asked:
        return None
    got = seen.mismatch.got
    for mark in ("<", "{"):
        if mark in seen.route.rule and mark in got and mark not in seen.mismatch.expected:
            return Diagnosis(
                "variable-not-filled-in",
                f"The answer shows a variable's name and not its value: {got[:80]}",
                seen.view_place,
                "A name in braces inside a text is filled in only where an f stands before the quote.",
            )
    return None


def only_seen(seen: Seen) -> Diagnosis:
    """No rule knows the cause: say what was seen, and who answered."""
    who = f" {seen.route.endpoint}() ({seen.view_place}) answered." if seen.route else ""
    causes = {
        Aspect.STATUS: "wrong-status",
        Aspect.TEXT: "wrong-text",
        Aspect.JSON: "wrong-json",
        Aspect.HEADER: "wrong-header",
        Aspect.NAMED: "not-named",
    }
    return Diagnosis(
        causes.get(seen.mismatch.aspect, "not-as-expected"),
        f"Expected {seen.mismatch.expected[:120]}, got {seen.mismatch.got[:120]}.{who}",
        seen.view_place,
    )


def _letters(text: str) -> str:
    return "".join(letter.lower() for letter in text if letter.isalnum())


def _json(seen: Seen) -> object:
    if seen.response is None:
        return _MISSING
    try:
        return json.loads(seen.response.text)
    except (ValueError, RecursionError):
        return _MISSING


def _first_type_difference(expected: object, got: object, where: str) -> tuple[str, object, object] | None:
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in expected:
            if key in got:
                found = _first_type_difference(expected[key], got[key], f"'{key}'")
                if found is not None:
                    return found
        return None
    if type(expected) is type(got) or isinstance(got, (dict, list)) or got is _MISSING:
        return None
    return (where, expected, got) if str(expected).lower() == str(got).lower() else None


def _kind(value: object) -> str:
    names = {bool: "a truth value", int: "the number", float: "the number", str: "the text"}
    return names.get(type(value), "the value")


RULES = (
    text_nearly_right,
    json_for_text,
    text_for_json,
    returned_null,
    json_twice,
    type_differs,
    same_for_every_input,
    keys_differ,
)
