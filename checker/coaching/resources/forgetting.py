"""Mistakes with what a cache should not keep: an entry that was refreshed, and the answer to a failure."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.finding import (
    Found,
    FoundFunction,
    all_nodes,
    asked,
    at,
    decorated,
    defining,
    functions,
    stands_in,
    upstream_missed,
    view_for,
    view_line,
    who_answered,
)
from checker.coaching.reading.reach import nodes
from checker.coaching.reading.written import last_name, written_routes
from checker.coaching.resources.caching import keeping_place
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect, Frame
from checker.core.reports import Diagnosis

_FORGETTING = frozenset(
    {"delete", "delete_many", "delete_memoized", "clear", "pop", "popitem", "cache_clear"}
)
_NO_CACHES = frozenset({"g", "session", "client", "_client"})


# --- refresh ------------------------------------------------------------------------------------------------


def refresh_keeps_entry(seen: Seen) -> Diagnosis | None:
    """After the refresh the old entry, or a new one, is still in the cache."""
    if not upstream_missed(seen, "one more request to the upstream: the year was refreshed"):
        return None
    view = _refresh_view(seen)
    place = at(seen.sources, view) if view else None
    if "the refresh itself" in seen.mismatch.got:
        return Diagnosis(
            "refresh-asks-upstream",
            f"The refresh{f' ({place})' if place else ''} asks the upstream by itself. It should only forget the entry:"
            " the next GET asks.",
            place,
            "Nobody may want this report again. Take the entry out, and leave the work to the next request.",
        )
    forgets = _forgetting(seen, view)
    if not forgets:
        return Diagnosis(
            "refresh-does-nothing",
            f"The refresh{f' ({place})' if place else ''} takes nothing out of the cache: the next GET got the old"
            " report.",
            place,
            "Find the way of your cache to forget one entry.",
        )
    place = at(seen.sources, forgets[0])
    if (other := _kept_elsewhere(seen, forgets)) is not None:
        return other
    return Diagnosis(
        "refresh-misses-entry",
        f"The line at {place} forgets an entry that is not the one of this year: the next GET still got the old"
        " report.",
        place,
        "Each character of the key has to be the same as when it was stored. A memoized function needs the same"
        " arguments, of the same types.",
    )


def _kept_elsewhere(seen: Seen, forgets: list[Found]) -> Diagnosis | None:
    """The report is kept by functools, and the refresh takes something out of another cache."""
    called = {last_name(node.func) for _, node in forgets if isinstance(node, ast.Call)}
    fetching = "fetch_report"
    for file, function, decorator in decorated(seen.sources, "lru_cache", "cache"):
        names = {last_name(node) for node in ast.walk(function)}
        if fetching in names and "cache_clear" not in called and not isinstance(decorator, ast.Attribute):
            place = at(seen.sources, (file, decorator))
            return Diagnosis(
                "refresh-misses-entry",
                f"The decorator at {place} keeps the reports. The refresh ({at(seen.sources, forgets[0])}) takes"
                " something out of another cache, so the next GET still got the old report.",
                place,
                "functools.lru_cache has no way to forget a single entry. A cache with keys of its own has one.",
            )
    return None


def memoized_by_cached(seen: Seen) -> Diagnosis | None:
    """delete_memoized() is given a function that stands under cached(): these two do not belong together."""
    missed = upstream_missed(seen, "one more request to the upstream: the year was refreshed")
    if not missed and (seen.raised is None or seen.raised.short_type != "BuildError"):
        return None
    under = {function.name: (file, line) for file, function, line in decorated(seen.sources, "cached")}
    for file, node in all_nodes(seen.sources):
        if not isinstance(node, ast.Call) or last_name(node.func) != "delete_memoized" or not node.args:
            continue
        if (kept := under.get(last_name(node.args[0]) or "")) is not None:
            place = at(seen.sources, kept)
            return Diagnosis(
                "refresh-misses-entry",
                f"{last_name(node.args[0])}() is kept by cached ({place}), and delete_memoized()"
                f" ({at(seen.sources, (file, node))}) forgets only what memoize has kept.",
                place,
                "cached keeps by the path of the request, memoize by the arguments of the function. Take memoize where"
                " delete_memoized() forgets.",
            )
    return None


def result_forgotten(seen: Seen) -> Diagnosis | None:
    """delete_memoized got a result where it needs the function."""
    raised = seen.raised
    if raised is None or "Deleting messages by relative name" not in raised.message:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "delete-memoized-needs-function",
        f"delete_memoized() at {place} is given something that is no function, such as the result of a call.",
        place,
        "It takes the function itself, without parentheses. After it come the arguments whose result it should"
        " forget.",
    )


def refresh_clears_everything(seen: Seen) -> Diagnosis | None:
    """The refresh of one year forgot another one, too."""
    if not upstream_missed(seen, "no request to the upstream: another year"):
        return None
    view = _refresh_view(seen)
    found = next(iter(_forgetting(seen, view)), view)
    place = at(seen.sources, found) if found else None
    return Diagnosis(
        "refresh-clears-everything",
        f"The refresh of one year{f' ({place})' if place else ''} forgot the reports of other years as well.",
        place,
        "clear() empties the whole cache, and delete_memoized() without arguments forgets every result of the function."
        " Forget the one entry.",
    )


def _refresh_view(seen: Seen) -> FoundFunction | None:
    return view_for(seen, "POST", f"{seen.asked.plain_path}/refresh") if seen.asked else None


def _forgetting(seen: Seen, view: FoundFunction | None) -> list[Found]:
    """What takes something out of a cache: in the view, else in a function that the view may call."""
    routes = {(route.file, route.line) for route in written_routes(seen.sources)}
    everywhere = [
        (file, node)
        for file, node in all_nodes(seen.sources)
        if _forgets(node) and (file, getattr(node, "lineno", 0)) not in routes
    ]
    inside = [found for found in everywhere if stands_in(view, found)]
    return inside or [found for found in everywhere if view is None or _calls_own(seen, view)]


def _forgets(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return isinstance(node, ast.Delete)
    return node.func.attr in _FORGETTING and last_name(node.func.value) not in _NO_CACHES


def _calls_own(seen: Seen, view: FoundFunction) -> bool:
    names = {last_name(node.func) for node in ast.walk(view[1]) if isinstance(node, ast.Call)}
    return any(function.name in names for _, function in functions(seen.sources))


# --- failures ---------------------------------------------------------------------------------------------------


def failure_cached(seen: Seen) -> Diagnosis | None:
    """The answer to a failure was kept."""
    if not upstream_missed(seen, "status 200: the upstream is well again"):
        return None
    place = keeping_place(seen)
    return Diagnosis(
        "failure-cached",
        f"The upstream is well again, and {asked(seen)} still gets the old failure ({seen.status}) from the cache"
        f" ({place}).",
        place,
        "A cached function's result is stored, and the answer to a failure is a result, abort() included. Let the"
        " exception leave the cached function and catch it outside, or tell the cache what not to store.",
    )


def failure_not_caught(seen: Seen) -> Diagnosis | None:
    """The upstream's failure left the view as an exception."""
    raised = seen.raised
    if raised is None or seen.mismatch.expected_value != 502 or raised.short_type != "UpstreamError":
        return None
    given = defining(seen.sources, raised.short_type)
    frames = [frame for frame in raised.frames if frame.file not in given]
    place = seen.place(frames[-1] if frames else raised.place)
    other = _handler_around(seen, frames)
    if other is not None:
        return _caught_otherwise(seen, *other)
    return Diagnosis(
        "upstream-error-not-caught",
        f"The call at {place} raises UpstreamError, because the upstream failed. Nothing catches it, so the client"
        " gets 500.",
        place,
        "500 says that your app is broken. Catch the exception and answer with 502: a service behind it is.",
    )


def _handler_around(seen: Seen, frames: list[Frame]) -> tuple[str, ast.ExceptHandler] | None:
    """An `except` around one of the lines that the exception came through: it names another kind."""
    lines = {(frame.file, frame.line) for frame in frames}
    for file, node in all_nodes(seen.sources):
        if not isinstance(node, ast.Try) or not node.handlers or node.handlers[0].type is None:
            continue
        if any(
            (file, line) in lines
            for part in node.body
            for line in range(part.lineno, (part.end_lineno or part.lineno) + 1)
        ):
            return file, node.handlers[0]
    return None


def _caught_otherwise(seen: Seen, file: str, handler: ast.ExceptHandler) -> Diagnosis:
    place = at(seen.sources, (file, handler))
    kinds = ast.unparse(handler.type) if handler.type else ""
    return Diagnosis(
        "except-of-another-kind",
        f"The except at {place} catches {kinds}, and what comes out of fetch_report() is an UpstreamError. So it is"
        " not caught, and the client gets 500.",
        place,
        "An except catches the class that it names and its subclasses, nothing else. The file upstream.py says what"
        " its functions raise.",
    )


def failure_with_another_status(seen: Seen) -> Diagnosis | None:
    """The failure was caught, and the status is not the one for it."""
    if seen.mismatch.aspect is not Aspect.STATUS or seen.mismatch.expected_value != 502 or seen.raised:
        return None
    if seen.status is None or seen.status < 400:
        return None
    found = next((one for one in nodes(seen) if _names_status(one[1], seen.status)), None)
    place = at(seen.sources, found) if found else view_line(seen)
    return Diagnosis(
        "failure-status-differs",
        f"The upstream failed, and the answer is {seen.status} ({place}); 502 is asked for.",
        place,
        "502 says: a service behind me failed. 500 says that this app is broken, 503 that it has no time now, 404 that"
        " there is no such thing.",
    )


def _names_status(node: ast.AST, status: int) -> bool:
    """Whether a node writes a status: as the second of a returned pair, or in a call such as abort."""
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        parts = node.value.elts[1:]
    elif isinstance(node, ast.Call):
        parts = [*node.args, *(word.value for word in node.keywords)]
    else:
        return False
    return any(isinstance(part, ast.Constant) and part.value == status for part in parts)


def failure_answered_as_success(seen: Seen) -> Diagnosis | None:
    """The upstream failed, and the answer is 200."""
    if seen.mismatch.aspect is not Aspect.STATUS or seen.mismatch.expected_value != 502 or seen.status != 200:
        return None
    caught = next((one for one in nodes(seen) if isinstance(one[1], ast.ExceptHandler)), None)
    returned = [node for node in ast.walk(caught[1]) if isinstance(node, ast.Return)] if caught else []
    place = at(seen.sources, (caught[0], returned[0])) if caught and returned else view_line(seen)
    return Diagnosis(
        "failure-answered-as-success",
        f"The upstream failed, and {who_answered(seen)} answered {asked(seen)} with 200 ({place}), as if all were"
        " well.",
        place,
        "A client looks at the status first. Flask takes it as a second value after the body.",
    )


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    result_forgotten,
    memoized_by_cached,
    refresh_keeps_entry,
    refresh_clears_everything,
    failure_cached,
    failure_not_caught,
    failure_with_another_status,
    failure_answered_as_success,
)
