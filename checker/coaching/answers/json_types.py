"""A value of the JSON is right but for its type: a number as text, a text for a truth value."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable

from checker.coaching.reading import reach
from checker.coaching.reading.answering import answer_line, key_line
from checker.coaching.reading.parameters import parameters, text_or_number
from checker.coaching.reading.routes import variables
from checker.coaching.reading.written import last_name
from checker.coaching.routing.misplaced import rule_line
from checker.coaching.seen import NOT_JSON, Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def type_differs(seen: Seen) -> Diagnosis | None:
    """One value is right but for its type."""
    found = _first_type_difference(seen.mismatch.expected_value, seen.json, "")
    if seen.mismatch.aspect is not Aspect.JSON or found is None:
        return None
    where, expected, got = found
    what = f"{where or 'The answer'} is {_kind(got)} {json.dumps(got)}; {_kind(expected)} {json.dumps(expected)} is"
    what += " asked for."
    if not isinstance(got, str) or type(expected) is not int:
        place = key_line(seen, where.strip("'")) if where else answer_line(seen)
        return Diagnosis("wrong-json-type", what, place, _other_type(expected, got))
    return (
        _hint_without_effect(seen, what)
        or _text_allowed(seen, what)
        or _made_a_text(seen, what)
        or Diagnosis("number-as-text", what, _variable_line(seen, where), _what_makes_a_number(seen))
    )


def _first_type_difference(expected: object, got: object, where: str) -> tuple[str, object, object] | None:
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in expected:
            if key in got:
                found = _first_type_difference(expected[key], got[key], f"'{key}'")
                if found is not None:
                    return found
        return None
    if type(expected) is type(got) or isinstance(got, (dict, list)) or got is NOT_JSON:
        return None
    return (where, expected, got) if str(expected).lower() == str(got).lower() else None


def _kind(value: object) -> str:
    names = {bool: "a truth value", int: "the number", float: "the number", str: "the text"}
    return names.get(type(value), "the value")


def _other_type(expected: object, got: object) -> str:
    """What makes a value of the type that was asked for."""
    if isinstance(expected, bool):
        return "JSON has true and false, without quotes. True and False in Python become them; a text stays a text."
    if isinstance(expected, str):
        return "Quotes make a text in Python, and str(...) makes one of a number."
    if isinstance(expected, int) and isinstance(got, float):
        return "A number with a point stays one. int is a whole number."
    return "Follow this value to the line that makes it, and make a value of the other type there."


def _text_allowed(seen: Seen, what: str) -> Diagnosis | None:
    """FastAPI: the type of the parameter is a number or a text, and a text always fits."""
    one = text_or_number(seen)
    if one is None or one.annotation is None:
        return None
    place = seen.line_of(one)
    return Diagnosis(
        "number-as-text",
        f"{what} The type of {one.arg!r} ({place}) is {ast.unparse(one.annotation)}, and what comes in a URL always"
        " fits str.",
        place,
        "A type with str in it takes any text as it is. Take str out of the type: then only a number fits.",
    )


def _variable_line(seen: Seen, where: str) -> Place | None:
    """Where the value is declared: FastAPI's parameter; in Flask the rule with a variable that has no converter."""
    if seen.framework == "fastapi":
        return _parameter_line(seen) or seen.view_place
    plain = any(converter in {None, "string"} for _, converter in _variables_of(seen))
    return rule_line(seen, seen.route) if plain and seen.route else key_line(seen, where.strip("'"))


def _parameter_line(seen: Seen) -> Place | None:
    """FastAPI: the parameter whose type says nothing of a number."""
    if seen.framework != "fastapi" or seen.function is None:
        return None
    untyped = (
        one
        for one in parameters(seen.function)
        if one.annotation is None or last_name(one.annotation) == "str"
    )
    found = next(untyped, None)
    return seen.line_of(found) if found is not None else None


def _what_makes_a_number(seen: Seen) -> str:
    """The hint for a number that is a text: where a URL brought it, the framework's own way to convert it."""
    if seen.request is None or not (_variables_of(seen) or "?" in seen.request.target):
        return "Quotes make a text, and so does str(...). JSON has numbers: find the line that makes this value a text."
    if seen.framework == "flask":
        return "What comes in a URL is text until something makes a number of it: a converter in the rule, or int(...)."
    return "What comes in a URL is text until something makes a number of it: the type of the parameter."


def _variables_of(seen: Seen) -> list[tuple[str, str | None]]:
    """The variables in the rule of the route that took the request, each with its converter."""
    return variables(seen.framework, seen.route.rule) if seen.route else []


def _hint_without_effect(seen: Seen, what: str) -> Diagnosis | None:
    """Flask: the parameter has the type int, and the rule has no converter."""
    if seen.framework != "flask" or seen.function is None:
        return None
    plain = {name for name, converter in _variables_of(seen) if converter in {None, "string"}}
    for one in parameters(seen.function):
        if one.arg in plain and last_name(one.annotation) in {"int", "float"}:
            return Diagnosis(
                "type-hint-converts-nothing",
                f"{what} The parameter {one.arg!r} has the type {last_name(one.annotation)}, and Flask does not look at"
                " that.",
                seen.view_place,
                "A type on a parameter is only a note in Flask. A converter in the rule, such as <int:name>, makes the"
                " number.",
            )
    return None


def _made_a_text(seen: Seen, what: str) -> Diagnosis | None:
    """A number came in, and str() or an f-string made a text of it again."""
    if not _number_comes_in(seen):
        return None
    for found in reach.nodes(seen):
        node = found[1]
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Call) and last_name(node.func) in {"str", "format"}
        ):
            return Diagnosis(
                "number-as-text",
                f"{what} The value comes in as a number, and {seen.at(found)} makes a text of it.",
                seen.at(found),
                "str() and an f-string make a text of whatever they get. JSON has numbers: leave the value as it is.",
            )
    return None


def _number_comes_in(seen: Seen) -> bool:
    if seen.framework == "flask":
        return any(converter == "int" for _, converter in _variables_of(seen))
    typed = parameters(seen.function) if seen.function else []
    return any(
        "int" in {last_name(part) for part in ast.walk(one.annotation)} for one in typed if one.annotation
    )


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (type_differs,)
