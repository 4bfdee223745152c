"""Rules for an app that did not start because of its cache or its dependencies."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import all_nodes, at, calls, decorated, functions
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.source import place_of, trees
from checker.coaching.reading.written import assigned, last_name, with_defaults
from checker.coaching.resources.caching import settings_in
from checker.coaching.starting.failed_start import Start
from checker.core.reports import Diagnosis, Place


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


def dependency_not_callable(start: Start) -> Diagnosis | None:
    """Depends got an object that cannot be called."""
    raised = start.run.import_raised
    if raised is None or not any(
        text in raised.message for text in ("is not a callable object", "must have a callable")
    ):
        return None
    classes = {node.name for _, node in all_nodes(start.sources) if isinstance(node, ast.ClassDef)}
    objects = {
        name
        for _, tree in trees(start.sources)
        for name, value in map(assigned, tree.body)
        if isinstance(value, ast.Call) and last_name(value.func) in classes
    }
    for found in calls(start.sources, "Depends", "Security"):
        first = found[1].args[0] if found[1].args else None
        made = isinstance(first, ast.Call) and last_name(first.func) in classes
        if made or last_name(first) in objects:
            place = at(start.sources, found)
            return Diagnosis(
                "dependency-not-callable",
                f"Depends at {place} is given an object, {ast.unparse(first) if first else ''}, and FastAPI cannot call"
                " it.",
                place,
                "Depends takes a function, a class, a method of an object, or an object whose class has __call__.",
            )
    return None


def lifespan_without_yield(start: Start) -> Diagnosis | None:
    """The function that was to open and close the app has no yield."""
    raised = start.run.import_raised
    if raised is None or not any(
        text in raised.message for text in ("is not an async iterator", "is not an iterator")
    ):
        return None
    for file, function, _ in decorated(start.sources, "asynccontextmanager", "contextmanager"):
        if not any(isinstance(node, ast.Yield) for node in own_nodes(function)):
            place = at(start.sources, (file, function))
            return Diagnosis(
                "lifespan-without-yield",
                f"{function.name}() ({place}) has no `yield`, so nobody knows when the app begins and when it ends.",
                place,
                "A lifespan function yields exactly once: what stands before it runs at the start of the app, what"
                " stands after it at the end.",
            )
    return None


def event_handler_gone(start: Start) -> Diagnosis | None:
    """A method of older versions of FastAPI."""
    raised = start.run.import_raised
    if raised is None or raised.name != "add_event_handler" or "no attribute" not in raised.message:
        return None
    place = place_of(start.sources, raised.place)
    return Diagnosis(
        "event-handler-gone",
        f"{place or 'Your file'}: add_event_handler() is of older versions; FastAPI has it no longer.",
        place,
        "What has to be done at the start and at the end of the app stands in one lifespan function:"
        " FastAPI(lifespan=...).",
    )


def moved_out_of_pydantic(start: Start) -> Diagnosis | None:
    """A name of Pydantic 1 that Pydantic 2 does not have."""
    raised = start.run.import_raised
    if raised is None or raised.short_type != "PydanticImportError":
        return None
    place = place_of(start.sources, raised.place)
    return Diagnosis(
        "moved-out-of-pydantic",
        f"{place or 'Your file'}: this name is of Pydantic 1. {raised.message.partition('. ')[0]}.",
        place,
        "Many texts are about Pydantic 1. BaseSettings is in the package pydantic-settings now; other names changed.",
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
    if found is None:
        return None
    place = at(start.sources, found)
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
        for argument, default in with_defaults(function.args) if function.decorator_list else ():
            if last_name(argument.annotation) == name and default is None:
                return at(start.sources, (file, argument))
    return None


RULES: tuple[Callable[[Start], Diagnosis | None], ...] = (
    cache_type_unknown,
    lifespan_without_yield,
    event_handler_gone,
    moved_out_of_pydantic,
    dependency_not_callable,
    dependency_called,
    without_depends,
)
