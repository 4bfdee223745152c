"""Mistakes with what a cache should not keep: an entry that was refreshed, and the answer to a failure."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.caching import keeping_place
from checker.coaching.finding import (
    Found,
    FoundFunction,
    all_nodes,
    asked,
    at,
    defining,
    functions,
    stands_in,
    upstream_missed,
    view_for,
    view_line,
    who_answered,
)
from checker.coaching.seen import Seen
from checker.coaching.written import last_name, written_routes
from checker.core.evidence import Aspect
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
    return Diagnosis(
        "refresh-misses-entry",
        f"The line at {place} forgets an entry that is not the one of this year: the next GET still got the old"
        " report.",
        place,
        "The key that you forget has to be the key that was stored, character by character; for a memoized function,"
        " the same arguments, of the same types.",
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
    return Diagnosis(
        "upstream-error-not-caught",
        f"The call at {place} raises UpstreamError, because the upstream failed, and nothing catches it: so the client"
        " gets 500.",
        place,
        "500 says that your app is broken. Catch the exception and answer with 502: a service behind it is.",
    )


def failure_answered_as_success(seen: Seen) -> Diagnosis | None:
    """The upstream failed, and the answer is 200."""
    if seen.mismatch.aspect is not Aspect.STATUS or seen.mismatch.expected_value != 502 or seen.status != 200:
        return None
    place = view_line(seen)
    return Diagnosis(
        "failure-answered-as-success",
        f"The upstream failed, and {who_answered(seen)} answered {asked(seen)} with 200, as if all were well.",
        place,
        "A client looks at the status first. Flask takes it as a second value after the body.",
    )


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    refresh_keeps_entry,
    refresh_clears_everything,
    failure_cached,
    failure_not_caught,
    failure_answered_as_success,
)
