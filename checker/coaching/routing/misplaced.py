"""No route has the path that was asked for, and one of them is nearly it: a variable too many, a letter too few."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.finding import calls, function_at, functions
from checker.coaching.reading.routes import path_matches, rule_matches, variables
from checker.coaching.reading.source import nodes, place_in
from checker.coaching.reading.written import Function, last_name, route_owner, written_routes
from checker.coaching.seen import Seen
from checker.core.evidence import Route
from checker.core.reports import Diagnosis, Place

_JOINING = frozenset({"include_router", "register_blueprint", "APIRouter", "Blueprint"})


def rule_line(seen: Seen, route: Route) -> Place | None:
    """The line that writes a route's path: its decorator or its add_url_rule; else where its function begins."""
    for written in written_routes(seen.sources):
        place = route.place
        same = place is not None and (place.file, place.line) == (written.file, written.first)
        if same and (written.path is None or route.rule.endswith(written.path)):
            return place_in(seen.sources, written.file, written.line)
    for one in nodes(seen.sources):
        by_hand = one[1].func if isinstance(one[1], ast.Call) and isinstance(one[1].func, ast.Call) else None
        adder = by_hand or one[1]  # app.get("/path")(function), as a decorator without its @
        if isinstance(one[1], ast.Call) and isinstance(adder, ast.Call) and (by_hand or _adds(adder)):
            first = adder.args[0] if adder.args else None
            if isinstance(first, ast.Constant) and first.value == route.rule and _names(one[1], route):
                return seen.at(one)
    return seen.place(route.place) or _class_line(seen, route)


def _adds(call: ast.Call) -> bool:
    return last_name(call.func) in {"add_url_rule", "add_api_route"}


def _names(call: ast.Call, route: Route) -> bool:
    """Whether a call adds this very route: it names its function or its endpoint."""
    words = {last_name(part) for part in ast.walk(call)} | {
        part.value for part in ast.walk(call) if isinstance(part, ast.Constant)
    }
    return route.endpoint in words or (route.place is not None and route.place.function in words)


def _class_line(seen: Seen, route: Route) -> Place | None:
    """The class that as_view made the view of."""
    for one in nodes(seen.sources):
        node = one[1]
        if (
            isinstance(node, ast.Call)
            and last_name(node.func) == "as_view"
            and isinstance(node.func, ast.Attribute)
        ):
            name = node.args[0] if node.args else None
            if isinstance(name, ast.Constant) and name.value == route.endpoint.rpartition(".")[2]:
                made = last_name(node.func.value)
                found = (
                    two
                    for two in nodes(seen.sources)
                    if isinstance(two[1], ast.ClassDef) and two[1].name == made
                )
                first = next(found, None)
                return seen.at(first) if first else seen.at(one)
    return None


def variable_not_in_path(seen: Seen) -> Diagnosis | None:
    """The rule ends where the address goes on with a value: the variable is missing in it."""
    path = _unknown_path(seen)
    parent, _, last = (path or "").rpartition("/")
    if path is None or not parent or not last:
        return None
    for route in seen.routes:
        if route.rule.rstrip("/") != parent or _takes_the_rest(seen, route) is None:
            continue
        place = rule_line(seen, route)
        variable = "<name>" if seen.framework == "flask" else "{name}"
        return Diagnosis(
            "variable-not-in-path",
            f"The path '{route.rule}' ({place}) has no variable; the request was for '{path}', with '{last}' as one"
            " more part.",
            place,
            f"A part of the address that changes is a variable in the path, written {variable}, and a parameter of the"
            " same name. What stands behind a question mark is another thing.",
        )
    return None


def _takes_the_rest(seen: Seen, route: Route) -> Function | None:
    """The route's function, where it seems to want a value: it has a parameter, or reads the query."""
    found = function_at(seen, route.place)
    if found is None:
        return None
    function = found[1]
    own = [
        one.arg for one in (*function.args.args, *function.args.kwonlyargs) if one.arg not in {"self", "cls"}
    ]
    reads = any(last_name(node) in {"args", "view_args", "query_params"} for node in ast.walk(function))
    others = [one for one in seen.routes if one.rule.startswith(f"{route.rule.rstrip('/')}/")]
    return function if (own or reads) and not others else None


def variables_for_query(seen: Seen) -> Diagnosis | None:
    """The path goes on with variables for values that come behind the question mark."""
    path = _unknown_path(seen)
    for route in seen.routes if path is not None else ():
        start, _, rest = route.rule.partition("{" if seen.framework == "fastapi" else "<")
        names = [name for name, _ in variables(seen.framework, route.rule)]
        if not rest or start.rstrip("/") != path or len(names) < 2:
            continue
        place = rule_line(seen, route)
        return Diagnosis(
            "query-in-path",
            f"The path '{route.rule}' ({place}) asks for {' and '.join(map(repr, names))} as parts of the address; the"
            f" request was for '{path}', where they come behind a question mark or not at all.",
            place,
            "The path of a route holds no values of the query. In FastAPI they are parameters that are not in the path;"
            " in Flask they are in request.args.",
        )
    return None


def prefix_given_twice(seen: Seen) -> Diagnosis | None:
    """A router or a blueprint has the prefix, and it is given once more where it is joined."""
    path = _unknown_path(seen)
    for route in seen.routes if path is not None else ():
        parts = route.rule.split("/")
        if len(parts) < 3 or parts[1] != parts[2] or not parts[1]:
            continue
        once = "/" + "/".join(parts[2:])
        if not rule_matches(seen.framework, once, path or "", converters=False):
            continue
        lines = _lines_with_prefix(seen, f"/{parts[1]}")
        place = lines[-1] if lines else rule_line(seen, route)
        return Diagnosis(
            "prefix-twice",
            f"A route is registered as '{route.rule}': the prefix '/{parts[1]}' is there twice"
            + (f", from {' and '.join(map(str, lines))}" if len(lines) > 1 else "")
            + f". The request was for '{path}'.",
            place,
            "Each prefix is put before the path: that of the router or blueprint itself, and the one it is joined with."
            " Write it once.",
        )
    return None


def _lines_with_prefix(seen: Seen, prefix: str) -> list[Place]:
    """Where a router or a blueprint is given this prefix."""
    return [
        seen.at((file, word))
        for file, node in nodes(seen.sources)
        if isinstance(node, ast.Call) and last_name(node.func) in _JOINING
        for word in node.keywords
        if word.arg in {"prefix", "url_prefix"}
        and isinstance(word.value, ast.Constant)
        and word.value.value == prefix
    ] + [
        seen.at((file, call))
        for file, call in calls(seen.sources, "mount")
        if any(isinstance(part, ast.Constant) and part.value == prefix for part in call.args)
    ]


def prefix_line(seen: Seen, prefix: str) -> Place | None:
    """The one line that gives a prefix; None where there are several, or where it is put together."""
    lines = _lines_with_prefix(seen, prefix)
    return lines[0] if len(lines) == 1 else None


def written_twice(seen: Seen) -> Diagnosis | None:
    """Two functions have one path, and the path that is asked for has none."""
    path = _unknown_path(seen)
    for number, route in enumerate(seen.routes if path is not None else ()):
        for other in seen.routes[:number]:
            if other.rule != route.rule or not set(other.methods) & set(route.methods) - {"HEAD", "OPTIONS"}:
                continue
            place = rule_line(seen, route)
            return Diagnosis(
                "route-twice",
                f"No route has the path '{path}', and two have '{route.rule}': {other.endpoint}(){seen.where(other)}"
                f" and {route.endpoint}() ({place}). Perhaps one of them was meant for '{path}'.",
                place,
                "Each function answers at the path that its own decorator names.",
            )
    return None


def inside_a_view(seen: Seen, file: str, line: int) -> Diagnosis | None:
    """The route stands inside the function of another one: it is indented too far."""
    for found, outer in functions(seen.sources):
        inside = found == file and outer.lineno < line <= (outer.end_lineno or outer.lineno)
        if inside and any(map(route_owner, outer.decorator_list)):
            place = place_in(seen.sources, file, line)
            return Diagnosis(
                "route-inside-a-view",
                f"The route at {place} stands inside the function {outer.name}(): it is indented, so it is part of that"
                " function.",
                place,
                "What is indented below a function runs only when that function is called. Move the decorator and its"
                " function to the left edge.",
            )
    return None


def _unknown_path(seen: Seen) -> str | None:
    """The path that was asked for, where no route has it."""
    if seen.status != 404 or seen.asked is None:
        return None
    if path_matches(seen.framework, seen.routes, seen.asked.plain_path):
        return None
    return seen.asked.plain_path


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (prefix_given_twice,)
"""After a route that is written where the path is looked for."""
LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    variable_not_in_path,
    variables_for_query,
    written_twice,
)
"""Concluded from what is alike."""
