"""Mistakes with FastAPI's dependencies: not declared, called by hand, wrapped wrongly, without a result or a limit."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from typing import TypeGuard
from urllib.parse import parse_qsl

from checker.coaching.reading.finding import (
    FoundFunction,
    all_nodes,
    asked,
    at,
    decorated,
    function_named,
    functions,
    view_of,
)
from checker.coaching.reading.parameters import model_parameter, own_nodes, parameters
from checker.coaching.reading.source import trees
from checker.coaching.reading.written import Function, last_name, with_defaults
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

_NO_CALL = "Depends takes the function itself, without parentheses: FastAPI calls it for each request."


# --- the dependency is not what FastAPI makes of it ------------------------------------------------------------


def called_by_hand(seen: Seen) -> Diagnosis | None:
    """A generator function, called like any other, gives no value but a generator."""
    raised = seen.raised
    if (
        raised is None
        or "generator' object" not in raised.message
        or raised.type not in {"AttributeError", "TypeError"}
    ):
        return None
    place = seen.place(raised.place) or seen.view_place
    return Diagnosis(
        "dependency-called-by-hand",
        f"What is used at {place} is a generator, not the value after the `yield`: {raised.message}.",
        place,
        f"Only FastAPI unwraps a dependency with `yield`. Declare it as a parameter. {_NO_CALL}",
    )


def not_resolved(seen: Seen) -> Diagnosis | None:
    """A function with Depends in its parameters was called by hand."""
    raised = seen.raised
    if raised is None or "'Depends' object" not in raised.message:
        return None
    place = seen.place(raised.place) or seen.view_place
    return Diagnosis(
        "dependency-not-resolved",
        f"At {place} there is still the Depends(...) itself, and not the value that it stands for.",
        place,
        "FastAPI fills in Depends only for functions that FastAPI calls. Call the function through Depends, or pass"
        " the value along.",
    )


def contextmanager_above(seen: Seen) -> Diagnosis | None:
    """`@contextmanager` above a dependency with yield."""
    if seen.raised is None or "GeneratorContextManager' object" not in seen.raised.message:
        return None
    return _wrapped(
        seen,
        ("contextmanager", "asynccontextmanager"),
        "contextmanager-on-dependency",
        "makes something else of the dependency than FastAPI expects",
        "FastAPI makes a context manager of a function with `yield` by itself. Leave the decorator away.",
    )


def lru_cache_above(seen: Seen) -> Diagnosis | None:
    """`@lru_cache` above a dependency with yield."""
    used_up = ("generator didn't yield", "generator already executing")
    if seen.raised is None or not any(text in seen.raised.message for text in used_up):
        return None
    return _wrapped(
        seen,
        ("lru_cache", "cache", "cached", "memoize"),
        "lru-cache-on-dependency",
        "keeps the generator, which is used up after the first request",
        "Keep results of plain functions only. A dependency with `yield` begins anew for each request.",
    )


def _wrapped(seen: Seen, names: tuple[str, ...], cause: str, what: str, hint: str) -> Diagnosis | None:
    for file, function, decorator in decorated(seen.sources, *names):
        if any(isinstance(node, (ast.Yield, ast.YieldFrom)) for node in own_nodes(function)):
            place = at(seen.sources, (file, decorator))
            return Diagnosis(cause, f"The decorator at {place} above {function.name}() {what}.", place, hint)
    return None


def without_depends(seen: Seen) -> Diagnosis | None:
    """A function stands where Depends(function) is meant: as a default, or inside Annotated."""
    view = view_of(seen)
    if (
        seen.framework != "fastapi"
        or view is None
        or seen.mismatch.aspect not in {Aspect.STATUS, Aspect.JSON}
    ):
        return None
    known = {name for _, tree in trees(seen.sources) for name in _defined(tree)}
    for argument, named in _bare_names(view[1]):
        if named in known:
            place = at(seen.sources, (view[0], argument))
            return Diagnosis(
                "dependency-without-depends",
                f"The parameter {argument.arg} ({place}) names the function {named} and does not say Depends, so"
                " FastAPI does not call it.",
                place,
                f"Write Depends(...) as the default, or put it inside Annotated. {_NO_CALL}",
            )
    return None


def _defined(tree: ast.Module) -> Iterator[str]:
    yield from (node.name for node in tree.body if isinstance(node, Function))


def _bare_names(function: Function) -> Iterator[tuple[ast.arg, str]]:
    for argument, default in with_defaults(function.args):
        if isinstance(default, ast.Name):
            yield argument, default.id
        annotation = argument.annotation
        if isinstance(annotation, ast.Subscript) and last_name(annotation.value) == "Annotated":
            for part in annotation.slice.elts[1:] if isinstance(annotation.slice, ast.Tuple) else ():
                if isinstance(part, ast.Name):
                    yield argument, part.id


# --- a number without its limit ------------------------------------------------------------------------------------


def number_not_limited(seen: Seen) -> Diagnosis | None:
    """A number after the question mark is larger than it may be."""
    if seen.framework != "fastapi" or seen.mismatch.expected != "status 422 or 400" or not seen.request:
        return None
    if not seen.status or seen.status >= 300:
        return None
    sent = [name for name, value in parse_qsl(seen.request.target.partition("?")[2]) if value.isdecimal()]
    view = view_of(seen)
    if (cut := _cut_in_silence(seen, sent)) is not None:
        return cut
    for file, argument in _parameters_named(seen, sent, view):
        place = at(seen.sources, (file, argument))
        return Diagnosis(
            "bad-input-accepted",
            f"{asked(seen)} should be refused with 422, and the answer is {seen.status}: nothing limits {argument.arg}"
            f" ({place}).",
            place,
            "A type says what kind of value it is, not how large. Query(...) beside the type adds limits, in the one"
            " dependency that both paths share.",
        )
    return None


def _cut_in_silence(seen: Seen, names: list[str]) -> Diagnosis | None:
    """min() makes a number smaller, and nobody is told."""
    for file, node in all_nodes(seen.sources):
        if not isinstance(node, ast.Call) or last_name(node.func) != "min":
            continue
        name = next((one.id for one in node.args if isinstance(one, ast.Name) and one.id in names), None)
        if name is not None:
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "limit-cut-silently",
                f"{ast.unparse(node)} at {place} makes {name} smaller and answers as if all were well; {asked(seen)}"
                " should be refused.",
                place,
                "A client that asks for too much should learn it. Query(...) beside the type adds a limit: FastAPI"
                " then answers 422.",
            )
    return None


def _parameters_named(
    seen: Seen, names: list[str], view: FoundFunction | None
) -> Iterator[tuple[str, ast.arg]]:
    """Parameters of these names: the view's own first, then those of any function."""
    for file, function in [*([view] if view else []), *functions(seen.sources)]:
        yield from ((file, argument) for argument in parameters(function) if argument.arg in names)


def dependency_returns_nothing(seen: Seen) -> Diagnosis | None:
    """The view answers with what a dependency gave, and that one gives nothing."""
    view = view_of(seen)
    if seen.framework != "fastapi" or seen.mismatch.aspect is not Aspect.JSON or view is None:
        return None
    if seen.json is not None and not (isinstance(seen.json, dict) and None in seen.json.values()):
        return None
    for name in _depended_on(view[1]):
        found = function_named(seen.sources, name)
        if found is None or any(_gives(node) for node in own_nodes(found[1])):
            continue
        place = at(seen.sources, (found[0], found[1].body[-1]))
        return Diagnosis(
            "dependency-returns-nothing",
            f"{view[1].name}() answers with what {name}() gives it, and {name}() comes to its end ({place}) without"
            " returning anything.",
            place,
            "A dependency is a function like others. Its result is what stands behind `return` or `yield`.",
        )
    return None


def _depended_on(function: Function) -> Iterator[str]:
    """The functions that the parameters of a function depend on."""
    for argument, default in with_defaults(function.args):
        for root in (default, argument.annotation):
            for node in ast.walk(root) if root is not None else ():
                if isinstance(node, ast.Call) and last_name(node.func) == "Depends" and node.args:
                    yield last_name(node.args[0]) or ""


def _gives(node: ast.AST) -> bool:
    return isinstance(node, (ast.Yield, ast.YieldFrom)) or (
        isinstance(node, ast.Return) and node.value is not None
    )


def whole_object_answered(seen: Seen) -> Diagnosis | None:
    """FastAPI wrote down all of an object, where one of its values is meant."""
    wanted, got = seen.mismatch.expected_value, seen.json
    if seen.framework != "fastapi" or not isinstance(wanted, dict) or not isinstance(got, dict):
        return None
    for key, value in wanted.items():
        inside = got.get(key)
        name = (
            next((one for one, held in inside.items() if held == value), None)
            if isinstance(inside, dict)
            else None
        )
        if name is None:
            continue
        written = [node for node in ast.walk(seen.function) if _writes(node, key)] if seen.function else []
        place = seen.line_of(written[0]) if written else seen.view_place
        return Diagnosis(
            "whole-object-answered",
            f"'{key}' holds a whole object, {str(inside)[:80]}; only its '{name}' is asked for ({place}).",
            place,
            "FastAPI writes down every value of an object. For one of them, put a dot and its name behind the object.",
        )
    return None


def _writes(node: ast.AST, key: str) -> TypeGuard[ast.expr]:
    return isinstance(node, ast.Constant) and node.value == key


def untyped_parameter(seen: Seen) -> Diagnosis | None:
    """A number of the query stays a text: the parameter of the dependency has no type."""
    wanted, got = seen.mismatch.expected_value, seen.json
    if seen.framework != "fastapi" or not isinstance(wanted, dict) or not isinstance(got, dict):
        return None
    for key, value in wanted.items():
        if type(value) is not int or got.get(key) != str(value):
            continue
        for file, function in functions(seen.sources):
            for argument, default in with_defaults(function.args):
                untyped = argument.annotation is None and last_name(default) not in {"int", "float"}
                if argument.arg == key and (untyped or last_name(argument.annotation) == "str"):
                    place = at(seen.sources, (file, argument))
                    return Diagnosis(
                        "number-as-text",
                        f"'{key}' is the text \"{value}\" and not the number: {key} at {place} is not declared as a"
                        " number.",
                        place,
                        "What comes in a URL is text. A type behind the parameter's name, such as int, makes a number"
                        " of it.",
                    )
    return None


def model_in_query(seen: Seen) -> Diagnosis | None:
    """A model as a parameter of a GET is looked for in the body."""
    if seen.framework != "fastapi" or seen.status != 422 or not seen.request or seen.request.method != "GET":
        return None
    model = model_parameter(seen) if first_loc(seen)[:1] == ["body"] else None
    view = view_of(seen)
    argument = (
        next((one for one in parameters(view[1]) if model and one.arg == model[0]), None) if view else None
    )
    if model is None or view is None or argument is None:
        return None
    place = at(seen.sources, (view[0], argument))
    return Diagnosis(
        "model-read-from-body",
        f"{model[0]} ({place}) has the model {model[1]} for its type, so FastAPI looks for it in the body, and a GET"
        " has none.",
        place,
        "Single parameters with plain types come from the query. A dependency can hold them for several paths.",
    )


def first_loc(seen: Seen) -> list[str]:
    """Where FastAPI found what it refused: in the query, the body or a header, and under which name."""
    try:
        detail = json.loads(seen.response.text)["detail"] if seen.response else []
        return [str(step) for step in detail[0]["loc"]]
    except (ValueError, LookupError, TypeError, RecursionError):
        return []


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    called_by_hand,
    not_resolved,
    contextmanager_above,
    lru_cache_above,
    without_depends,
    dependency_returns_nothing,
    whole_object_answered,
    untyped_parameter,
    model_in_query,
    number_not_limited,
)
