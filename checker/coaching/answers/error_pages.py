"""Errors of a service for programs: each of them has to be JSON, the framework's own included."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.source import nodes
from checker.coaching.reading.written import Function, last_name, made_objects
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def error_is_no_json(seen: Seen) -> Diagnosis | None:
    """An error, refused as it should be, in a form that only a person can read."""
    if seen.mismatch.aspect is not Aspect.KIND or not seen.response or (seen.status or 0) < 400:
        return None
    kind = seen.response.media_type or "no content type"
    handler = _handler_line(seen)
    if (
        seen.framework == "flask"
        and kind == "text/html"
        and "<!doctype html>" in seen.response.text[:40].lower()
    ):
        if (of_blueprint := _blueprint_handler(seen)) is not None:
            return Diagnosis(
                "errorhandler-of-blueprint",
                f"The error {seen.status} is still Flask's own page. The handler at {of_blueprint} is one of a"
                " blueprint. It sees only what goes wrong in the views of that blueprint.",
                of_blueprint,
                "No view is called where no route fits. Give the handler to the app, or use app_errorhandler.",
            )
        return Diagnosis(
            "html-error-page",
            f"The status {seen.status} is right. The body is Flask's own error page, which is HTML. A client of this"
            " service waits for JSON.",
            handler or _app_line(seen),
            "An error handler answers in place of the page. One for HTTPException, from werkzeug.exceptions, sees all"
            " these errors: 404, 405 and the others.",
        )
    return Diagnosis(
        "error-not-json",
        f"The error {seen.status} is answered with {kind}: {seen.response.text.strip()[:80]}",
        handler or seen.view_place,
        "Return a dict with the status beside it, from an error handler as from a view."
        if seen.framework == "flask"
        else "JSONResponse is the class of an answer with a status and a JSON body, in a handler as elsewhere.",
    )


def error_handlers(seen: Seen) -> Iterator[tuple[str, Function]]:
    """The functions that the app has as its error handlers, by a decorator or by a call."""
    named = {
        last_name(part)
        for _, node in nodes(seen.sources)
        if isinstance(node, ast.Call) and last_name(node.func) in _JOIN
        for part in node.args[1:]
    }
    for file, node in nodes(seen.sources):
        if isinstance(node, Function) and (node.name in named or any(map(_is_handler, node.decorator_list))):
            yield file, node


_DECORATORS = frozenset({"errorhandler", "app_errorhandler", "exception_handler"})
_JOIN = frozenset({"register_error_handler", "add_exception_handler"})


def _is_handler(decorator: ast.expr) -> bool:
    return last_name(decorator.func if isinstance(decorator, ast.Call) else decorator) in _DECORATORS


def _handler_line(seen: Seen) -> Place | None:
    """The decorator, or the call, that makes the app's first error handler one."""
    for file, node in nodes(seen.sources):
        if isinstance(node, Function):
            line = next(filter(_is_handler, node.decorator_list), None)
            if line is not None:
                return seen.at((file, line))
    calls = (
        one for one in nodes(seen.sources) if isinstance(one[1], ast.Call) and last_name(one[1].func) in _JOIN
    )
    call = next(calls, None)
    return seen.at(call) if call else None


def _blueprint_handler(seen: Seen) -> Place | None:
    """Where a blueprint alone gets a handler that fits this error."""
    owners = {one.name for one in made_objects(seen.sources, frozenset({"Blueprint"}))}
    found: Place | None = None
    for file, node in nodes(seen.sources):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
            continue
        if node.func.attr in {"errorhandler", "register_error_handler"} and _fits(seen, node):
            if last_name(node.func.value) not in owners:
                return None
            found = found or seen.at((file, node))
    return found


def _fits(seen: Seen, call: ast.Call) -> bool:
    """Whether a handler is for this status, or for all errors."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Constant):
        return first.value == seen.status
    return last_name(first) in {
        "HTTPException",
        "Exception",
        {404: "NotFound", 405: "MethodNotAllowed"}.get(seen.status or 0),
    }


def _app_line(seen: Seen) -> Place | None:
    """Where the app is made: what all its errors look like is said about the app."""
    for one in nodes(seen.sources):
        if isinstance(one[1], ast.Call) and last_name(one[1].func) == seen.title:
            return seen.at(one)
    return None


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (error_is_no_json,)
"""Concluded from the answer alone."""
