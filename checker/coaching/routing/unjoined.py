"""The route stands in the learner's source, and the app that is served does not have it."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.routes import path_matches, rule_matches
from checker.coaching.reading.source import place_in, trees
from checker.coaching.reading.used import is_used
from checker.coaching.reading.written import (
    ROUTERS,
    Made,
    WrittenRoute,
    is_imported,
    made_objects,
    written_routes,
)
from checker.coaching.routing import mounted, never_added, slips
from checker.coaching.routing.misplaced import inside_a_view, prefix_line
from checker.coaching.seen import Seen
from checker.core.evidence import Frame, Route
from checker.core.reports import Diagnosis


def written_and_not_there(seen: Seen) -> Diagnosis | None:
    """A decorator writes the path that is asked for: why is it not in the route table?"""
    if not _unknown(seen):
        return None
    for written in written_routes(seen.sources):
        if _writes(seen, written) and (joined := _joined(seen, written)) is not None:
            if (prefixed := _prefixed(seen, written, joined)) is not None:
                return slips.path_misspelled(seen) or prefixed
        elif _writes(seen, written):
            why = (rule(seen, written) for rule in _REASONS)
            return next((diagnosis for diagnosis in why if diagnosis is not None), None)
    return None


def decorator_not_called(seen: Seen) -> Diagnosis | None:
    """`@app.route` without its parentheses registers nothing."""
    return uncalled_decorator(seen) if _unknown(seen) else None


def uncalled_decorator(seen: Seen) -> Diagnosis | None:
    """The first route decorator that has no parentheses."""
    for written in written_routes(seen.sources):
        if not written.called:
            place = place_in(seen.sources, written.file, written.line)
            return Diagnosis(
                "decorator-not-called",
                f"The decorator at {place} has no parentheses and no path, so it registers no route.",
                place,
                "A route decorator is called with the path: the name, then parentheses with the path in them.",
            )
    return None


def _unknown(seen: Seen) -> bool:
    """Whether the request was answered with 404 because no route has its path."""
    if seen.status != 404 or seen.asked is None:
        return False
    return not path_matches(seen.framework, seen.routes, seen.asked.plain_path)


def _writes(seen: Seen, written: WrittenRoute) -> bool:
    """Whether a written path is the one that is asked for, or its end: a router may have a prefix."""
    if written.path is None or seen.asked is None:
        return False
    path = seen.asked.plain_path
    ends = [path]
    if _maker(seen, written.owner, ROUTERS) is not None:
        ends += [path[at:] for at, letter in enumerate(path) if letter == "/" and at]
    return any(rule_matches(seen.framework, written.path, end) for end in ends)


def _joined(seen: Seen, written: WrittenRoute) -> Route | None:
    """The entry of the route table that a written route has become."""
    for route in seen.routes:
        place = route.place
        same = place is not None and (place.file, place.line) == (written.file, written.first)
        if same or (written.path and route.rule.endswith(written.path)):
            return route
    return None


def _prefixed(seen: Seen, written: WrittenRoute, route: Route) -> Diagnosis | None:
    """The route has the path that was asked for, and a prefix before it that nobody asked for."""
    path = written.path or ""
    fixed = any(part.isalnum() for part in path.split("/"))
    own = route.place is not None and (route.place.file, route.place.line) == (written.file, written.first)
    if not (fixed or (own and path == "/")) or not route.rule.endswith(path) or seen.asked is None:
        return None
    prefix = route.rule.removesuffix(path)
    if not prefix or not rule_matches(seen.framework, path, seen.asked.plain_path):
        return None
    twice = path.startswith(f"{prefix}/") or path == prefix
    line = place_in(seen.sources, written.file, written.line)
    place = line if twice else prefix_line(seen, prefix) or line
    return Diagnosis(
        "prefix-twice" if twice else "extra-prefix",
        f"The route at {line} is registered as '{route.rule}': the prefix '{prefix}' stands before its path"
        f"{', so it is there twice' if twice else ''}. The request was for '{seen.asked.plain_path}'.",
        place,
        "The prefix of a blueprint, a router or a mounted app is put before each of its paths. "
        + ("Write it once." if twice else "The task's paths have none."),
    )


def _maker(seen: Seen, name: str, kinds: frozenset[str], file: str | None = None) -> Made | None:
    """Where an object of that name is made; in the file that is asked for, if it is made there."""
    found = [made for made in made_objects(seen.sources, kinds) if made.name == name]
    return next((made for made in found if made.file == file), found[0] if found else None)


def _comes_later(seen: Seen, written: WrittenRoute, call: Frame) -> bool:
    """Whether a route stands below a call, or in a file that is imported below it."""
    if call.file == written.file:
        return written.line > call.line
    module = written.file.removesuffix(".py").replace("/", ".")
    imports = [
        node.lineno
        for source, tree in trees(seen.sources)
        if source.path == call.file
        for node in tree.body
        if (isinstance(node, ast.ImportFrom) and node.module == module)
        or (isinstance(node, ast.Import) and any(one.name == module for one in node.names))
    ]
    return bool(imports) and min(imports) > call.line


def _run_too_early(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """The script starts its server above the route."""
    call = seen.run.script_run
    outermost = call.frames[0] if call and call.frames else None
    if outermost is None or not _comes_later(seen, written, outermost):
        return None
    place = seen.place(outermost)
    route = place_in(seen.sources, written.file, written.line)
    return Diagnosis(
        "run-before-routes",
        f"When {place} starts the app, the route at {route} is not there yet, and what stands below never runs.",
        place,
        "Python reads a file from top to bottom, and the call that starts the server does not come back. It"
        " belongs at the end of the file.",
    )


def _made_twice(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """A new app takes the name of the one that has the routes."""
    makers = [
        made
        for made in made_objects(seen.sources, frozenset({seen.title}))
        if made.name == written.owner and made.file == written.file
    ]
    before = [made for made in makers if made.line < written.line]
    after = [made for made in makers if made.line > written.line]
    if not before or not after or before[-1].scope != after[0].scope:
        return None
    place = place_in(seen.sources, after[0].file, after[0].line)
    return Diagnosis(
        "app-made-twice",
        f"{place} makes a second app and gives it the name {written.owner!r}: it has none of the routes above it.",
        place,
        "Make the app once, at the top, before the first route.",
    )


def _not_joined(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """A blueprint or a router that nobody joins to the app."""
    made = _maker(seen, written.owner, ROUTERS, written.file)
    if made is None or is_used(seen.sources, made.file, made.name):
        return None
    place = place_in(seen.sources, made.file, made.line)
    how = "register_blueprint" if seen.framework == "flask" else "include_router"
    return Diagnosis(
        "router-not-joined",
        f"{made.name} ({place}) has the route, and it is never joined to the app.",
        place,
        f"Such a {made.kind} is a list of routes. The app has them only after app.{how}(...) was called with it.",
    )


def _not_imported(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """The file with the route is never read."""
    if written.file == seen.run.app_file or is_imported(seen.sources, written.file):
        return None
    place = place_in(seen.sources, written.file, written.line)
    return Diagnosis(
        "file-not-imported",
        f"The route stands at {place}, and no file imports {written.file}, so Python never reads it.",
        place,
        f"Python reads {seen.run.app_file or 'app.py'} alone, and what it imports. A route in another file is"
        " there only when that file is imported.",
    )


def _somewhere_else(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """Nothing more is known than that the route is not on the app."""
    place = place_in(seen.sources, written.file, written.line)
    return Diagnosis(
        "route-not-on-app",
        f"You wrote a route for it at {place}, but the app that is served does not have it.",
        place,
        f"The decorator adds the route to {written.owner!r}. Is that the app that is served, and does this line"
        " run before the app starts? A line inside a function runs only when the function is called.",
    )


def _on_a_second_copy(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """The script is imported once more under its own name: that makes a second app, and the route is on that one."""
    script = (seen.run.app_file or "").removesuffix(".py")
    if seen.run.script_run is None or written.file == seen.run.app_file or not script:
        return None
    for source, tree in trees(seen.sources):
        for node in ast.walk(tree) if source.path == written.file else ():
            if isinstance(node, ast.ImportFrom) and node.module == script:
                place = place_in(seen.sources, source.path, node.lineno)
                return Diagnosis(
                    "script-imported-again",
                    f"{place} imports {script}, which runs as the script, under the name __main__. So Python reads the"
                    f" file once more and makes a second app. The route at {written.file}:{written.line} is on that"
                    " one.",
                    place,
                    "Let the file with the views import nothing from the script. Routes on a blueprint need no app: the"
                    " script imports the blueprint and registers it.",
                )
    return None


def _inside_a_view(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """The route is part of another view."""
    return inside_a_view(seen, written.file, written.line)


_REASONS: tuple[Callable[[Seen, WrittenRoute], Diagnosis | None], ...] = (
    _inside_a_view,
    _run_too_early,
    _on_a_second_copy,
    _made_twice,
    _not_joined,
    _not_imported,
    mounted.own_schema,
    *never_added.REASONS,
    _somewhere_else,
)

FIRST = (written_and_not_there,)
LAST = (decorator_not_called, *never_added.RULES)
"""It names no path, so whatever knows the path comes before it."""
