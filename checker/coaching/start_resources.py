"""Rules for an app that did not start because of its cache or its dependencies."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from checker.coaching.caching import settings_in
from checker.coaching.dependencies import with_defaults
from checker.coaching.finding import all_nodes, at, calls, functions
from checker.coaching.source import place_of
from checker.coaching.written import last_name
from checker.core.reports import Diagnosis, Place

if TYPE_CHECKING:
    from checker.coaching.failed_start import Start


def cache_type_unknown(start: Start) -> Diagnosis | None:
    """The kind of cache is no class of Flask-Caching's."""
    raised = start.run.import_raised
    if raised is None or not (
        "flask_caching.backends" in raised.message or raised.message == "'module' object is not callable"
    ):
        return None
    found = [(place, value) for place, value in settings_in(start.sources) if isinstance(value, str)]
    if not found:
        return None
    place, value = found[0]
    return Diagnosis(
        "cache-type-unknown",
        f"{place}: Flask-Caching knows no kind of cache named {value!r}.",
        place,
        "The kinds are names of classes, capitals included, such as SimpleCache. The short names of older texts,"
        " such as simple, are gone.",
    )


def dependency_called(start: Start) -> Diagnosis | None:
    """Depends got a result where it needs the function."""
    raised = start.run.import_raised
    if raised is None or raised.type != "TypeError" or "is not a callable object" not in raised.message:
        return None
    called = (
        (file, call)
        for file, call in calls(start.sources, "Depends", "Security")
        if any(isinstance(argument, ast.Call) for argument in call.args)
    )
    found = next(called, None)
    place = at(start.sources, found) if found else place_of(start.sources, raised.place)
    return Diagnosis(
        "dependency-called",
        f"Depends at {place} is given the result of a call, and not the function.",
        place,
        "Depends takes the function itself, without parentheses: FastAPI calls it for each request.",
    )


def without_depends(start: Start) -> Diagnosis | None:
    """A function, or an object's type, stands where Depends(function) is meant."""
    raised = start.run.import_raised
    if raised is None or start.framework != "fastapi":
        return None
    if "object has no attribute 'dependency'" in raised.message:
        place = next(_bare_lists(start), None) or place_of(start.sources, raised.place)
        what = "the list of dependencies holds the function itself"
    elif "Invalid args for response field" in raised.message and (place := _opened_type(start)):
        what = "a parameter has the type of the session and does not say where it comes from"
    else:
        return None
    return Diagnosis(
        "dependency-without-depends",
        f"{place}: {what}, and Depends is missing.",
        place,
        "FastAPI calls a function for you only where Depends(...) says so. Pass it the function, without parentheses.",
    )


def _bare_lists(start: Start) -> Iterator[Place]:
    for file, node in all_nodes(start.sources):
        for word in node.keywords if isinstance(node, ast.Call) else ():
            items = word.value.elts if word.arg == "dependencies" and isinstance(word.value, ast.List) else []
            if any(isinstance(item, (ast.Name, ast.Attribute)) for item in items):
                yield at(start.sources, (file, word.value))


def _opened_type(start: Start) -> Place | None:
    """A parameter of a path's function whose type is the class in the message, without a default."""
    message = start.run.import_raised.message if start.run.import_raised else ""
    name = message.partition("<class '")[2].partition("'>")[0].rpartition(".")[2]
    depended_on = any(True for _ in calls(start.sources, "Depends"))
    for file, function in functions(start.sources) if depended_on and name else ():
        for argument, default in with_defaults(function) if function.decorator_list else ():
            if last_name(argument.annotation) == name and default is None:
                return at(start.sources, (file, argument))
    return None


RULES: tuple[Callable[[Start], Diagnosis | None], ...] = (
    cache_type_unknown,
    dependency_called,
    without_depends,
)
