"""JSON of another shape than was asked for: another kind of value, a number as text, values in the wrong places."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from urllib.parse import parse_qsl

from checker.coaching.reading import reach
from checker.coaching.reading.answering import answer_line, key_line
from checker.coaching.reading.parameters import parameters, text_or_number
from checker.coaching.reading.routes import variables
from checker.coaching.reading.source import Node
from checker.coaching.reading.written import last_name
from checker.coaching.routing.misplaced import rule_line
from checker.coaching.seen import NOT_JSON, Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


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
        _last_return(seen) or seen.view_place,
        "That is how Flask does it. In FastAPI you give the status to the decorator: status_code=201."
        if seen.framework == "fastapi"
        else "The status stands beside the body and outside of the parentheses. Write `return body, status`.",
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
        _last_return(seen) or seen.view_place,
        "Return the text itself, without a dict or a list around it."
        if isinstance(expected, str)
        else "A JSON object comes of a dict: braces, and a name and a colon before each value."
        + (" jsonify(a, b) makes a list." if seen.framework == "flask" else ""),
    )


def _object_asked(seen: Seen) -> bool:
    expected = seen.mismatch.expected_value
    return isinstance(expected, dict) or (expected is None and seen.mismatch.expected.startswith("{"))


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


def other_default(seen: Seen) -> Diagnosis | None:
    """Nothing was sent, and the code's own default is another one than was asked for."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    sent = {name for name, _ in parse_qsl(seen.request.target.partition("?")[2])} if seen.request else set()
    for name, value in expected.items():
        if name in sent or name not in got or got[name] == value:
            continue
        line = _default(seen, name, got[name])
        if line is not None:
            return Diagnosis(
                "default-differs",
                f"Without {name!r} in the address, {name!r} should be {json.dumps(value)}; at {line} its default is"
                f" {json.dumps(got[name])}.",
                line,
                "The default is what is taken where the client says nothing.",
            )
    return None


def _default(seen: Seen, name: str, value: object) -> Place | None:
    """Where a parameter, a field or a call of get() gives this name this default."""
    for found in reach.nodes(seen):
        node = found[1]
        named = isinstance(node, ast.Call) and node.args and _is(node.args[0], name)
        if named and isinstance(node, ast.Call) and _gives_default(node, value, node.args[1:]):
            return seen.at(found)
        if isinstance(node, ast.arguments):
            line = _default_among(seen, found[0], node, name, value)
            if line is not None:
                return line
    return None


def _default_among(seen: Seen, file: str, given: ast.arguments, name: str, value: object) -> Place | None:
    plain = [*given.posonlyargs, *given.args]
    pairs = [*zip(plain[len(plain) - len(given.defaults) :], given.defaults, strict=True),
             *zip(given.kwonlyargs, given.kw_defaults, strict=True)]  # fmt: skip
    for one, default in pairs:
        if one.arg == name and default is not None and _is_default(default, value):
            return seen.at((file, one))
    return None


def _is_default(default: ast.expr, value: object) -> bool:
    """Whether a default is this value: written as such, or handed to Query() and its like."""
    if isinstance(default, ast.Call):
        return _gives_default(default, value, default.args[:1])
    return _is(default, value)


def _gives_default(call: ast.Call, value: object, places: list[ast.expr]) -> bool:
    named = [word.value for word in call.keywords if word.arg == "default"]
    return any(_is(part, value) for part in (*places, *named))


def _is(node: ast.AST, value: object) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is type(value) and node.value == value


def values_swapped(seen: Seen) -> Diagnosis | None:
    """The right values stand under each other's names."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    wrong = [key for key in expected if key in got and got[key] != expected[key]]
    if len(wrong) != 2 or expected.keys() != got.keys():
        return None
    one, other = wrong
    if got[one] != expected[other] or got[other] != expected[one]:
        return None
    return Diagnosis(
        "values-swapped",
        f"{one!r} and {other!r} have each other's values: {json.dumps(got)[:120]}",
        _last_return(seen) or seen.view_place,
        "Look at which value stands behind which name.",
    )


def query_not_used(seen: Seen) -> Diagnosis | None:
    """A parameter with the name of a sent value, which the function never reads."""
    if seen.mismatch.aspect is not Aspect.JSON or seen.request is None or seen.function is None:
        return None
    sent = {name for name, _ in parse_qsl(seen.request.target.partition("?")[2])}
    read = {
        node.id
        for statement in seen.function.body
        for node in ast.walk(statement)
        if isinstance(node, ast.Name)
    }
    for one in parameters(seen.function):
        if one.arg in sent and one.arg not in read and not read & {"locals", "request"}:
            return Diagnosis(
                "argument-not-used",
                f"{seen.who} gets {one.arg!r} from the address and never uses it.",
                seen.line_of(one),
                f"The argument {one.arg} holds what was sent. Put it into what the function returns.",
            )
    return None


def _last_return(seen: Seen) -> Place | None:
    found: list[Node] = (
        [one for one in seen.view_nodes() if isinstance(one[1], ast.Return)] if seen.function else []
    )
    return seen.at(found[-1]) if len(found) == 1 else None


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


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (status_in_json,)

RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    type_differs,
    other_default,
    query_not_used,
    values_swapped,
)

LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (kind_differs,)
"""After what knows why another kind of value came."""
