"""A route has nearly the path that was asked for: a letter too many, too few, or another one."""

from __future__ import annotations

from collections.abc import Callable
from difflib import SequenceMatcher

from checker.coaching.reading.routes import path_matches, variables
from checker.coaching.routing.misplaced import rule_line
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect, Route
from checker.core.reports import Diagnosis

NEAR = 0.75
"""How much of each fixed part has to be the same, as difflib counts it: `ping` and `pingg` are 0.89 alike."""


def path_misspelled(seen: Seen) -> Diagnosis | None:
    """No route has the path, and one differs from it in a few letters."""
    if seen.asked is None or seen.route is not None:
        return None
    if (
        seen.status == 405 and seen.mismatch.expected_value != 405
    ):  # the path is another view's, for other methods
        return _misspelled(seen, seen.asked.plain_path, [], seen.asked.method)
    if seen.status != 404 or _taken(seen):
        return None
    return _misspelled(seen, seen.asked.plain_path, [])


def misspelled_and_taken(seen: Seen) -> Diagnosis | None:
    """The same, where a route with a variable took the request and refused it."""
    taken = _taken(seen)
    if seen.asked is None or seen.raised or seen.is_fine or not taken or seen.should_be_refused:
        return None
    if not variables(seen.framework, taken[0].rule) or seen.mismatch.aspect is not Aspect.STATUS:
        return None
    return _misspelled(seen, seen.asked.plain_path, taken)


def linked_route_misspelled(seen: Seen, address: str) -> Diagnosis | None:
    """A header leads to a route whose path has a slip in it."""
    wanted = seen.mismatch.expected.rpartition(" ")[2]
    for route in path_matches(seen.framework, seen.routes, address) if wanted.startswith("/") else ():
        if NEAR <= _alike(seen, route.rule, wanted) < 1:
            place = rule_line(seen, route)
            return Diagnosis(
                "path-misspelled",
                f"The header leads to {address}, by your route '{route.rule}' ({place}); '{wanted}' is asked for.",
                place,
                "A path has to be the same character by character, an s at the end included.",
            )
    return None


def _taken(seen: Seen) -> list[Route]:
    return path_matches(seen.framework, seen.routes, seen.asked.plain_path) if seen.asked else []


def _misspelled(seen: Seen, path: str, taken: list[Route], method: str | None = None) -> Diagnosis | None:
    route = _nearest(seen, path, taken)
    if route is None or (method is not None and method not in route.methods):
        return None
    place = rule_line(seen, route)
    for_it = f" for {method}" if method else ""
    took = f" as it is, so '{taken[0].rule}'{seen.where(taken[0])} took the request" if taken else ""
    return Diagnosis(
        "path-misspelled",
        f"No route has the path '{path}'{for_it}{took}. Your route '{route.rule}' ({place}) comes close; probably it is"
        " meant for this.",
        place,
        "A path has to be the same character by character, an s at the end included.",
    )


def _nearest(seen: Seen, path: str, taken: list[Route]) -> Route | None:
    """The route that comes closest; where a variable took the request, one with no more variables than that."""
    most = len(variables(seen.framework, taken[0].rule)) if taken else None
    rated = [
        (alike, -number)
        for number, route in enumerate(seen.routes)
        if NEAR <= (alike := _alike(seen, route.rule, path)) < 1
        and (most is None or len(variables(seen.framework, route.rule)) <= most)
    ]
    return seen.routes[-max(rated)[1]] if rated else None


def _alike(seen: Seen, rule: str, path: str) -> float:
    """How much the fixed parts of a rule are like those of a path: 1 for the same, 0 where they do not compare."""
    rules, paths = rule.strip("/").split("/"), path.strip("/").split("/")
    if len(rules) != len(paths):
        return 0.0
    pairs = [(a, b) for a, b in zip(rules, paths, strict=True) if not variables(seen.framework, a)]
    return min((SequenceMatcher(None, a.lower(), b.lower()).ratio() for a, b in pairs), default=0.0)


def only_page_elsewhere(seen: Seen) -> Diagnosis | None:
    """The first page of a site was asked for, and the only route, or the one that is named so, has another path."""
    if seen.status != 404 or seen.asked is None or seen.asked.plain_path != "/" or _taken(seen):
        return None
    own = [route for route in seen.routes if route.place is not None]
    named = [route for route in own if route.rule.strip("/").lower() in _FIRST_PAGES]
    found = next(iter(own if len(own) == 1 else named), None)
    if found is None or variables(seen.framework, found.rule):
        return None
    place = rule_line(seen, found)
    return Diagnosis(
        "path-differs",
        f"You registered '{found.rule}'{f' ({place})' if place else ''}; the request was for '/'.",
        place,
        "A path has to be the same character by character. The first page of a site is a single slash.",
    )


_FIRST_PAGES = frozenset({"index", "index.html", "home", "root", "main", "start"})


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (misspelled_and_taken,)
RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (path_misspelled,)
LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (only_page_elsewhere,)
