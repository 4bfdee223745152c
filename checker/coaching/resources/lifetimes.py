"""A session whose life is not the one of its request: kept by a cache, opened at the start, closed too late."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import (
    Found,
    all_nodes,
    asked,
    at,
    calls,
    decorated,
    functions,
    stands_in,
    upstream_missed,
    view_of,
)
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.reach import reachable
from checker.coaching.reading.written import Function, last_name, route_owner
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

CLOSED, OPENED = "the session closed", "one session opened"
_KEEPING = ("lru_cache", "cache")
_MANAGERS = ("contextmanager", "asynccontextmanager")
_STARTING = frozenset({"on_event", "on_startup", "before_first_request"})


def _missed(seen: Seen) -> bool:
    return upstream_missed(seen, CLOSED) or upstream_missed(seen, OPENED)


def kept_for_all(seen: Seen) -> Diagnosis | None:
    """A cache stands above the function that opens: the first session is handed to everybody."""
    if not _missed(seen):
        return None
    for file, function, decorator in decorated(seen.sources, *_KEEPING):
        opens = any(stands_in((file, function), found) for found in calls(seen.sources, "open_session"))
        if opens and not any(isinstance(node, ast.Yield) for node in own_nodes(function)):
            place = at(seen.sources, (file, decorator))
            return Diagnosis(
                "lru-cache-on-dependency",
                f"The decorator at {place} keeps what {function.name}() returned first. So all requests get that one"
                " session, and no request has one of its own.",
                place,
                "A cache is for what may be the same for everybody. A session belongs to one request: open it anew"
                " each time.",
            )
    return None


def managed_twice(seen: Seen) -> Diagnosis | None:
    """A dependency with yield has `contextmanager` above it."""
    if not _missed(seen) or seen.framework != "fastapi":
        return None
    given = {last_name(call.args[0]) for _, call in calls(seen.sources, "Depends") if call.args}
    for file, function, decorator in decorated(seen.sources, *_MANAGERS):
        if function.name in given:
            place = at(seen.sources, (file, decorator))
            return Diagnosis(
                "contextmanager-on-dependency",
                f"The decorator at {place} above {function.name}() makes something else of the dependency than FastAPI"
                " expects. So its lines never run.",
                place,
                "FastAPI makes a context manager of a function with `yield` by itself. Leave the decorator away.",
            )
    return None


def opened_at_start(seen: Seen) -> Diagnosis | None:
    """The session is opened while the app starts, once for all."""
    if not upstream_missed(seen, OPENED) or not seen.mismatch.got.startswith("no "):
        return None
    for file, function in functions(seen.sources):
        if not _starts(seen, function):
            continue
        for found in calls(seen.sources, "open_session"):
            if stands_in((file, function), found):
                place = at(seen.sources, found)
                return Diagnosis(
                    "session-not-opened",
                    f"The session is opened once, when the app starts ({place}): {asked(seen)} opened none of its own.",
                    place,
                    "What runs at the start runs once for all. Open a session in a function that each request calls.",
                )
    return None


def _starts(seen: Seen, function: Function) -> bool:
    """Whether a function is run when the app starts: as its lifespan, or as a handler of that event."""
    above = (one.func if isinstance(one, ast.Call) else one for one in function.decorator_list)
    if _STARTING & {last_name(one) for one in above}:
        return True
    words = (node for _, node in all_nodes(seen.sources) if isinstance(node, ast.keyword))
    given = (word.value for word in words if word.arg in {"lifespan", "on_startup"})
    return any(last_name(part) == function.name for value in given for part in ast.walk(value))


def closed_in_background(seen: Seen) -> Diagnosis | None:
    """Closing is left to a background task, and after an exception none is run."""
    if not upstream_missed(seen, CLOSED) or seen.status != 500:
        return None
    for file, call in calls(seen.sources, "add_task", "BackgroundTask"):
        if call.args and last_name(call.args[0]) in {"close", "aclose"}:
            place = at(seen.sources, (file, call))
            return Diagnosis(
                "left-to-background",
                f"{place} leaves the closing to a background task. FastAPI runs these after a good answer. This request"
                " ended in an exception, so the session is still open.",
                place,
                "A dependency with `yield` cleans up in every case, when that part stands in `finally`.",
            )
    return None


def teardown_elsewhere(seen: Seen) -> Diagnosis | None:
    """The teardown function belongs to another blueprint than the view."""
    endpoint = seen.route.endpoint if seen.route else ""
    if not upstream_missed(seen, CLOSED) or seen.framework != "flask" or not endpoint:
        return None
    names = dict(_blueprints(seen))
    for file, function, decorator in decorated(seen.sources, "teardown_request"):
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        owner = last_name(target.value) if isinstance(target, ast.Attribute) else None
        closes = any(last_name(node) in {"close", "aclose"} for node in ast.walk(function))
        if owner in names and closes and names[owner] != endpoint.rpartition(".")[0]:
            place = at(seen.sources, (file, decorator))
            return Diagnosis(
                "session-never-closed",
                f"{function.name}() closes, and it belongs to the blueprint {owner} ({place}). So it runs after that"
                f" blueprint's own requests alone, and {asked(seen)} is none of them.",
                place,
                "Put it on the blueprint of the view, or on the app: there it runs after every request.",
            )
    return None


def _blueprints(seen: Seen) -> Iterator[tuple[str, object]]:
    """The names that blueprints are given to, each with the blueprint's own name."""
    for _, node in all_nodes(seen.sources):
        value = node.value if isinstance(node, ast.Assign) else None
        if (
            isinstance(node, ast.Assign)
            and isinstance(value, ast.Call)
            and last_name(value.func) == "Blueprint"
        ):
            first = value.args[0].value if value.args and isinstance(value.args[0], ast.Constant) else ""
            yield from ((name, first) for name in map(last_name, node.targets) if name)


def opened_once_more(seen: Seen) -> Found | None:
    """The call that opens a session of its own: in the view, else in a function that is no dependency."""
    found = list(calls(seen.sources, "open_session"))
    inside = [one for one in found if stands_in(view_of(seen), one)]
    given = {last_name(call.args[0]) for _, call in calls(seen.sources, "Depends") if call.args}
    helpers = [
        one
        for function in (reachable(seen) if seen.framework == "fastapi" else [])
        if function[1].name not in given and not any(map(route_owner, function[1].decorator_list))
        for one in found
        if stands_in(function, one)
    ]
    return next(iter([*inside[-1:], *helpers]), None)


def crash_answered(seen: Seen) -> Diagnosis | None:
    """500 was asked for, and a handler of the learner's made a good answer of the exception."""
    if seen.mismatch.aspect is not Aspect.STATUS or seen.mismatch.expected_value != 500 or not seen.is_fine:
        return None
    kinds = {"Exception", "BaseException", *_raised_in_view(seen)}
    for file, function, decorator in decorated(
        seen.sources, "exception_handler", "errorhandler", "app_errorhandler"
    ):
        named = {last_name(one) for one in decorator.args} if isinstance(decorator, ast.Call) else set()
        returned = [node for node in own_nodes(function) if isinstance(node, ast.Return)]
        if kinds & named and returned:
            place = at(seen.sources, (file, returned[-1]))
            return Diagnosis(
                "error-handler-without-status",
                f"{asked(seen)} ends in an exception, as it should. Then your handler {function.name}() ({place}) makes"
                f" an answer of it, with the status {seen.status}; 500 is asked for.",
                place,
                "What a handler returns is an answer like any other: 200, unless it says otherwise. Give it the status,"
                " or leave the handler out.",
            )
    return None


def _raised_in_view(seen: Seen) -> Iterator[str | None]:
    for node in ast.walk(seen.function) if seen.function else ():
        if isinstance(node, ast.Raise) and node.exc is not None:
            yield last_name(node.exc.func if isinstance(node.exc, ast.Call) else node.exc)


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    kept_for_all,
    managed_twice,
    opened_at_start,
    closed_in_background,
    teardown_elsewhere,
    crash_answered,
)
"""Before the rules that see only that a session is missing, or still open."""
