"""An error handler of the learner's took over, and answers wrongly or not at all."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import at, calls, functions
from checker.coaching.reading.parameters import own_nodes, parameters
from checker.coaching.reading.returned import answering, is_handler, status_of
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis


def handler_without_argument(seen: Seen) -> Diagnosis | None:
    """A handler with too few parameters: the framework calls it with the error."""
    raised = seen.raised
    if raised is None or raised.type != "TypeError" or "positional argument" not in raised.message:
        return None
    for file, handler in _handlers(seen):
        if f"{handler.name}() takes" not in raised.message:
            continue
        place = at(seen.sources, (file, handler))
        needs = "the error" if seen.framework == "flask" else "the request and the error"
        return Diagnosis(
            "error-handler-without-argument",
            f"The error handler {handler.name}() ({place}) takes {_count(handler)}, and {seen.title} calls it with"
            f" {needs}.",
            place,
            f"Give the handler a parameter for each: {needs}. It may leave them unused.",
        )
    return None


def handler_returns_dict(seen: Seen) -> Diagnosis | None:
    """FastAPI: what a handler returns is not made into an answer."""
    raised = seen.raised
    if seen.framework != "fastapi" or raised is None or "object is not callable" not in raised.message:
        return None
    for file, handler in _handlers(seen):
        for node in own_nodes(handler):
            if isinstance(node, ast.Return) and not _makes_response(node.value):
                place = at(seen.sources, (file, node))
                return Diagnosis(
                    "error-handler-returns-dict",
                    f"The error handler {handler.name}() returns a plain value ({place}), and FastAPI needs a whole"
                    " response from a handler.",
                    place,
                    "FastAPI makes JSON only of what a path's function returns. In a handler return a JSONResponse,"
                    " with a status and the content.",
                )
    return None


def handler_without_status(seen: Seen) -> Diagnosis | None:
    """A handler answers in place of the framework's error, and says that all is well."""
    if not seen.should_be_refused or seen.status != 200:
        return None
    found = answering(seen)
    for file, handler in _handlers(seen):
        for node in own_nodes(handler):
            if not isinstance(node, ast.Return) or _may_have_status(node, handler):
                continue
            if not _takes(handler, seen) or found is None or not _inside(handler, file, found):
                continue
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "error-handler-without-status",
                f"The error handler {handler.name}() answers in place of {seen.title}. Its answer at {place} has no"
                f" status of its own, so it is 200 instead of {seen.mismatch.expected_value}.",
                place,
                "What a handler returns is an answer like any other. In Flask put the status behind the body."
                if seen.framework == "flask"
                else "What a handler returns is an answer like any other. Give the JSONResponse its status_code.",
            )
    return None


def _handlers(seen: Seen) -> Iterator[tuple[str, Function]]:
    """Every function that is registered for an error: by a decorator, or by a call that names it."""
    named = {last_name(argument) for file, function in _calls(seen) for argument in function.args[1:]}
    for file, function in functions(seen.sources):
        if is_handler(function) or function.name in named:
            yield file, function


def _calls(seen: Seen) -> Iterator[tuple[str, ast.Call]]:
    yield from calls(seen.sources, "register_error_handler", "add_exception_handler")


def _count(handler: Function) -> str:
    count = len(parameters(handler))
    return "no parameter" if count == 0 else f"{count} parameter{'s' if count > 1 else ''}"


def _makes_response(value: ast.expr | None) -> bool:
    """Whether a value may be a response: anything but a value that is written down as such."""
    return not isinstance(value, (ast.Dict, ast.List, ast.Tuple, ast.Constant, ast.JoinedStr, ast.Set))


def _may_have_status(node: ast.Return, handler: Function) -> bool:
    """Whether a return has a status of its own, or may have: a second value, an argument, or one set before."""
    if node.value is None or isinstance(node.value, (ast.Tuple, ast.Name)) or status_of(node) is not None:
        return True
    calls = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
    names = {word.arg for part in calls if last_name(part.func) not in _BODIES for word in part.keywords}
    stored = any(isinstance(part, ast.Attribute) and part.attr == "status_code" for part in ast.walk(handler))
    return bool(names & {"status_code", "status", "code"}) or stored


_BODIES = frozenset({"jsonify", "dict", "dumps"})
"""What makes a body: the names of its arguments are keys of the answer."""


def _takes(handler: Function, seen: Seen) -> bool:
    """Whether a handler is for the status that was expected, or for what may become it."""
    statuses = [
        node.value
        for item in handler.decorator_list
        for node in ast.walk(item)
        if isinstance(node, ast.Constant) and type(node.value) is int
    ]
    return not statuses or seen.mismatch.expected_value in statuses


def _inside(handler: Function, file: str, found: tuple[str, ast.AST]) -> bool:
    line = getattr(found[1], "lineno", 0)
    return file == found[0] and handler.lineno <= line <= (handler.end_lineno or handler.lineno)


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    handler_without_argument,
    handler_returns_dict,
    handler_without_status,
)
