"""Mistakes with a cache, told by what the upstream service saw: nothing is kept, too much is, or under a wrong key."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator, Sequence

from checker.coaching.reading.finding import (
    Found,
    all_nodes,
    asked,
    at,
    calls,
    decorated,
    stands_in,
    upstream_missed,
    view_line,
    view_of,
    who_answered,
)
from checker.coaching.reading.written import last_name, route_owner
from checker.coaching.seen import Seen
from checker.core.evidence import SourceFile
from checker.core.reports import Diagnosis, Place

_CACHING = ("cached", "memoize")
_KEEPING = (*_CACHING, "lru_cache", "cache")
_QUERY = frozenset({"args", "values", "full_path", "query_string", "url"})
_NULL = frozenset({"NullCache", "null"})


# --- the cache is not set up as it should be ------------------------------------------------------------


def without_parentheses(seen: Seen) -> Diagnosis | None:
    """`@cache.cached` alone takes the function for its first argument."""
    if seen.raised is None or seen.raised.type != "TypeError" or ".<locals>." not in seen.raised.message:
        return None
    for file, _, decorator in decorated(seen.sources, *_CACHING):
        if not isinstance(decorator, ast.Call):
            place = at(seen.sources, (file, decorator))
            return Diagnosis(
                "cached-without-parentheses",
                f"The decorator at {place} has no parentheses, so it takes your function for its first value,"
                " the time to live.",
                place,
                "A decorator that has arguments is called, also where you give it none.",
            )
    return None


def not_initialised(seen: Seen) -> Diagnosis | None:
    """The cache does not know the app."""
    raised = seen.raised
    if raised is None or not (
        "'Cache' object has no attribute" in raised.message
        or (raised.type == "KeyError" and raised.message == "'cache'")
    ):
        return None
    place = _first(seen, calls(seen.sources, "Cache"))
    return Diagnosis(
        "cache-not-initialised",
        f"The cache{f' that is made at {place}' if place else ''} was never joined to the app.",
        place,
        "Cache(app) joins them at once. A cache that is made without an app has init_app(app) for it.",
    )


def set_up_wrongly(seen: Seen) -> Diagnosis | None:
    """Flask-Caching keeps nothing: it was told no kind of cache, or too late."""
    if not _asked_again(seen):
        return None
    disabled = "caching is effectively disabled" in seen.run.stderr
    settings = list(settings_in(seen.sources))
    null = next((place for place, value in settings if value in _NULL), None)
    if not disabled and null is None:
        return None
    if settings and null is None:
        place = settings[0][0]
        return Diagnosis(
            "cache-configured-late",
            f"The line at {place} names the kind of cache, and the cache is made before that setting is there, so it"
            " keeps nothing.",
            place,
            "Flask-Caching reads the settings at the moment when the cache meets the app. They have to be there first.",
        )
    cache = null or _first(seen, calls(seen.sources, "Cache"))
    return Diagnosis(
        "cache-type-missing",
        f"The cache{f' at {cache}' if cache else ''} keeps nothing: "
        + (
            "NullCache is a cache that forgets everything."
            if null
            else "no CACHE_TYPE says which kind it is."
        ),
        cache,
        "Name a kind of cache that keeps something. SimpleCache keeps it in memory.",
    )


def settings_in(sources: Sequence[SourceFile]) -> Iterator[tuple[Place, object]]:
    """Where the source names the kind of cache, and the value where it is a plain one."""
    for file, node in all_nodes(sources):
        yield from ((at(sources, (file, key)), _plain(value)) for key, value in _settings(node))


def _settings(node: ast.AST) -> Iterator[tuple[ast.AST, ast.expr]]:
    if isinstance(node, ast.Dict):
        yield from (
            (k, v) for k, v in zip(node.keys, node.values, strict=True) if k and _plain(k) == "CACHE_TYPE"
        )
    elif isinstance(node, ast.Call):
        yield from ((word.value, word.value) for word in node.keywords if word.arg == "CACHE_TYPE")
    elif isinstance(node, ast.Assign):
        for target in node.targets:
            key = _plain(target.slice) if isinstance(target, ast.Subscript) else last_name(target)
            if key == "CACHE_TYPE":
                yield target, node.value


# --- asked again, the upstream is asked again ------------------------------------------------------------


def decorators_in_wrong_order(seen: Seen) -> Diagnosis | None:
    """The route registered the function without the cache."""
    view = view_of(seen)
    if not _asked_again(seen) or view is None:
        return None
    kept = None
    for decorator in view[1].decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if last_name(target) in _KEEPING:
            kept = decorator
        elif kept is not None and route_owner(decorator) is not None:
            place = at(seen.sources, (view[0], kept))
            return Diagnosis(
                "cache-above-route",
                f"The decorator of the cache ({place}) stands above the one of the route, so the route has the function"
                " without the cache.",
                place,
                "The upper decorator gets what the lower one made. The route has to be the upper one.",
            )
    return None


def bypassed(seen: Seen) -> Diagnosis | None:
    """There is a function that a cache stands before, and nobody calls it."""
    view = view_of(seen)
    if not _asked_again(seen) or view is None:
        return None
    called = {last_name(node.func) for _, node in all_nodes(seen.sources) if isinstance(node, ast.Call)}
    for _, function, _ in decorated(seen.sources, *_KEEPING):
        if function.name in called or any(map(route_owner, function.decorator_list)):
            continue
        work = {last_name(node.func) for node in ast.walk(function) if isinstance(node, ast.Call)}
        again = (
            node for node in ast.walk(view[1]) if isinstance(node, ast.Call) and last_name(node.func) in work
        )
        place = at(seen.sources, (view[0], next(again, view[1])))
        return Diagnosis(
            "cache-bypassed",
            f"{function.name}() is cached, and {view[1].name}() does not call it: it does the work itself ({place}).",
            place,
            "A cache stands before one function. Only a call of that very function is answered from it.",
        )
    return None


def not_cached(seen: Seen) -> Diagnosis | None:
    """Nothing was kept, and no reason is to be seen."""
    if not _asked_again(seen):
        return None
    place = view_line(seen)
    return Diagnosis(
        "not-cached",
        f"{asked(seen)} was asked a second time, and {who_answered(seen)} asked the upstream for the same report"
        " again.",
        place,
        "Keep the report where the next request finds it: in a cache, under a key that is the same next time.",
    )


def made_up(seen: Seen) -> Diagnosis | None:
    """Reports are answered, and the upstream is asked for none of them."""
    if not upstream_missed(seen, "a request to the upstream for the report"):
        return None
    return Diagnosis(
        "upstream-not-asked",
        f"{who_answered(seen)} answered {asked(seen)} and many other years, and never asked the upstream.",
        view_line(seen),
        "The first time a report is wanted, fetch_report() of the module upstream gets it.",
    )


# --- another question gets the entry of this one ------------------------------------------------------------


def shared_entry(seen: Seen) -> Diagnosis | None:
    """The report is another year's, or in another currency."""
    wanted, got = seen.mismatch.expected_value, _json(seen)
    if not isinstance(wanted, dict) or not isinstance(got, dict) or got.keys() != wanted.keys():
        return None
    if "year" not in wanted or "currency" not in wanted:
        return None
    from_cache = upstream_missed(seen, "a report of its own")
    if from_cache and got["year"] != wanted["year"]:
        return _without_key(seen, f"the year {got['year']}", f"{wanted['year']}")
    if got["currency"] == wanted["currency"] or got["year"] != wanted["year"]:
        return None
    if not from_cache or next(_reads_of_query(seen), None) is None:
        return _currency_not_passed(seen, wanted["currency"], got["currency"])
    place = keeping_place(seen)
    return Diagnosis(
        "query-not-in-cache-key",
        f"{asked(seen)} got the report in {got['currency']}, which was kept for another request: the key of the cache"
        f" ({place}) leaves the currency out.",
        place,
        "What stands after the question mark has to be a part of the key as well. The decorator cached() makes its"
        " key of the path alone, also above a function with arguments.",
    )


def _without_key(seen: Seen, got: str, wanted: str) -> Diagnosis:
    place = keeping_place(seen)
    return Diagnosis(
        "cached-without-key",
        f"{asked(seen)} asks for {wanted} and got the report of {got}: all requests share one entry of the cache"
        f" ({place}).",
        place,
        "Where the answer differs, the key has to differ too. So put all that the answer depends on into the key.",
    )


def _currency_not_passed(seen: Seen, wanted: object, got: object) -> Diagnosis:
    view = view_of(seen)
    read = next((found for found in _reads_of_query(seen) if stands_in(view, found)), None)
    place = at(seen.sources, read) if read else view_line(seen)
    return Diagnosis(
        "currency-not-passed",
        f"{asked(seen)} asks for {wanted} and got {got}: the currency does not reach the upstream"
        f"{f' ({place})' if place else ''}.",
        place,
        "What stands after the question mark is in request.args, under its own name, letter by letter. Hand it on.",
    )


# --- questions ----------------------------------------------------------------------------------------


def _asked_again(seen: Seen) -> bool:
    return upstream_missed(seen, "no further request to the upstream")


def keeping_place(seen: Seen) -> Place | None:
    """Where something is kept: the decorator of a cache, else a look into a dict, else the view."""
    for file, _, decorator in decorated(seen.sources, *_KEEPING):
        return at(seen.sources, (file, decorator))
    view = view_of(seen)
    for node in ast.walk(view[1]) if view else ():
        if view and isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            return at(seen.sources, (view[0], node))
    return _first(seen, calls(seen.sources, "set", "setdefault")) or view_line(seen)


def _reads_of_query(seen: Seen) -> Iterator[Found]:
    for file, node in all_nodes(seen.sources):
        if isinstance(node, ast.Attribute) and node.attr in _QUERY and last_name(node.value) == "request":
            yield file, node


def _first(seen: Seen, found: Iterator[tuple[str, ast.Call]]) -> Place | None:
    one = next(found, None)
    return at(seen.sources, one) if one else None


def _plain(node: ast.AST) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _json(seen: Seen) -> object:
    try:
        return json.loads(seen.response.text) if seen.response else None
    except (ValueError, RecursionError):
        return None


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    without_parentheses,
    not_initialised,
    set_up_wrongly,
    decorators_in_wrong_order,
)
"""What the framework or the order of the decorators tells."""

LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    bypassed,
    not_cached,
    made_up,
    shared_entry,
)
"""What is left where no better reason was found."""
