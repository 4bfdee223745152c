"""The JSON has the right keys, and a value that is not the right one: a default, a constant, another one."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from urllib.parse import parse_qsl

from checker.coaching.answers.escaping import values_sent
from checker.coaching.reading import reach
from checker.coaching.reading.answering import answer_line, key_line
from checker.coaching.reading.finding import at
from checker.coaching.reading.parameters import parameters
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


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
        answer_line(seen),
        "Look at which value stands behind which name.",
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


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (other_default, query_not_used, values_swapped)
