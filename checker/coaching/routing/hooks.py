"""Functions that run around every request: middleware, after_request, error handlers that keep too little."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.answers.error_pages import error_handlers
from checker.coaching.reading.finding import FoundFunction, at, calls, functions
from checker.coaching.reading.flow import always_returns
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.source import nodes
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

_HOOKS = frozenset({"after_request", "after_app_request", "middleware"})
_MARKS = ("'NoneType' object is not callable", "No response returned", "'NoneType' object has no attribute")


def hook_returns_nothing(seen: Seen) -> Diagnosis | None:
    """The answer goes through a function that does not hand it on."""
    raised = seen.raised
    if raised is None or raised.own or not any(mark in raised.message for mark in _MARKS):
        return None
    for file, hook in _hooks(seen):
        if always_returns(hook.body):
            continue
        place = at(seen.sources, (file, hook.body[-1]))
        return Diagnosis(
            "hook-returns-nothing",
            f"Every answer goes through {hook.name}(), and that function ends at {place} without returning it. So"
            f" {seen.title} has no answer to send.",
            place,
            "Such a function has the answer in its hands, and may change it. At its end it has to `return` it, on"
            " every way.",
        )
    return None


def _hooks(seen: Seen) -> Iterator[FoundFunction]:
    """The functions that are given each answer and have to give it back."""
    named = {
        last_name(one) for _, call in calls(seen.sources, *_HOOKS) for one in call.args if last_name(one)
    }
    for file, function in functions(seen.sources):
        if function.name in named or _is_hook(function):
            yield file, function


def _is_hook(function: Function) -> bool:
    decorators = (item.func if isinstance(item, ast.Call) else item for item in function.decorator_list)
    given = {one.arg for one in function.args.args}
    return any(last_name(item) in _HOOKS for item in decorators) or (
        function.name == "dispatch" and "call_next" in given
    )


def https_alone(seen: Seen) -> Diagnosis | None:
    """A middleware sends every request away to https."""
    target = (seen.response.header("location") or "") if seen.response else ""
    if seen.status is None or not 300 <= seen.status < 400 or not target.startswith("https://"):
        return None
    for one in nodes(seen.sources):
        if last_name(one[1]) == "HTTPSRedirectMiddleware":
            place = seen.at(one)
            return Diagnosis(
                "redirected",
                f"The middleware at {place} sends every request that is not https away: {seen.request_line} got a"
                f" redirect to {target}.",
                place,
                "On your own machine there is no https. Take this middleware out: a server in front of the app does"
                " this work better.",
            )
    return None


def allow_lost(seen: Seen) -> Diagnosis | None:
    """A handler for 405 answers anew, and the header that the framework had set is gone."""
    if seen.mismatch.aspect is not Aspect.HEADER or seen.status != 405 or seen.response is None:
        return None
    if "allow" not in str((seen.mismatch.expected, seen.mismatch.expected_value)).lower():
        return None
    for file, handler in error_handlers(seen):
        answers = [node for node in own_nodes(handler) if isinstance(node, ast.Return)]
        if not answers or not _may_take_405(handler):
            continue
        place = at(seen.sources, (file, answers[-1]))
        return Diagnosis(
            "header-missing",
            f"The error handler {handler.name}() makes a new answer at {place}, and the header Allow is not on it."
            f" {seen.title} had put Allow on its own answer.",
            place,
            "A 405 has to say which methods are taken. Give your answer the headers of the error as well"
            f" ({'error.get_response().headers' if seen.framework == 'flask' else 'error.headers'}), or leave this"
            " handler out.",
        )
    return None


def _may_take_405(handler: Function) -> bool:
    """Whether a handler is for 405, or for errors of many kinds."""
    words = [part for item in handler.decorator_list for part in ast.walk(item)]
    numbers = {part.value for part in words if isinstance(part, ast.Constant) and type(part.value) is int}
    return 405 in numbers or not numbers


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (hook_returns_nothing, https_alone, allow_lost)
