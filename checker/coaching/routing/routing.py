"""The request did not reach the view that was meant, or the view does not take it."""

from __future__ import annotations

from urllib.parse import urlsplit

from checker.coaching.asking import misnamed
from checker.coaching.reading.finding import functions
from checker.coaching.reading.returned import answered_at
from checker.coaching.reading.routes import path_matches, rule_matches, variables
from checker.coaching.reading.written import written_routes
from checker.coaching.routing import inputs, misplaced, slips, unjoined
from checker.coaching.routing.misplaced import rule_line
from checker.coaching.seen import Seen
from checker.coaching.storing.unknown import unknown_answered
from checker.core.evidence import Aspect, Route
from checker.core.reports import Diagnosis, Place


def trailing_slash(seen: Seen) -> Diagnosis | None:
    """A redirect to the same path with or without its final slash."""
    if not seen.response or not seen.asked or not 300 <= seen.response.status < 400:
        return None
    target = _path_of(seen.response.header("location") or "")
    if not target or target.rstrip("/") != seen.asked.path.rstrip("/") or target == seen.asked.path:
        return None
    route = _rule(seen, target)
    rule = route.rule if route else target
    place = rule_line(seen, route) if route else None
    end = "ends in a slash" if rule.endswith("/") else "has no slash at its end"
    return Diagnosis(
        "trailing-slash-redirect",
        f"You registered '{rule}'{f' ({place})' if place else ''}, the request was for '{seen.asked.path}', and"
        f" {seen.title} answered with a redirect to '{target}'.",
        place,
        f"The path of your route {end}; the path that is asked for does not match it exactly.",
    )


def redirected(seen: Seen) -> Diagnosis | None:
    """A redirect to somewhere else."""
    if not seen.response or not seen.request or not 300 <= seen.response.status < 400:
        return None
    location = seen.response.header("location") or "nowhere"
    return Diagnosis(
        "redirected",
        f"{seen.request.method} {seen.request.path} is answered with a redirect to {location}.",
        answered_at(seen),
        "The task asks for the answer itself at this address.",
    )


def foreign_variables(seen: Seen) -> Diagnosis | None:
    """A rule written in the other framework's way."""
    if seen.status != 404 or not seen.asked or _matched(seen):
        return None
    other = "fastapi" if seen.framework == "flask" else "flask"
    for route in seen.routes:
        if not variables(other, route.rule):
            continue
        if not rule_matches(other, route.rule, seen.asked.plain_path, converters=False):
            continue
        if variables(seen.framework, route.rule):
            continue
        ours, theirs = ("<name>", "{name}") if seen.framework == "flask" else ("{name}", "<name>")
        return Diagnosis(
            "braces-in-flask-path" if seen.framework == "flask" else "angle-brackets-in-fastapi-path",
            f"{seen.title} takes '{route.rule}' ({rule_line(seen, route)}) letter by letter: it has no variable.",
            rule_line(seen, route),
            f"{seen.title} writes a variable as {ours}; {theirs} is the other framework's way.",
        )
    return None


def nearly_the_path(seen: Seen) -> Diagnosis | None:
    """A rule that would fit but for capitals, a slash or a space."""
    if seen.status != 404 or not seen.asked or _matched(seen):
        return None
    path = seen.asked.plain_path
    for route in seen.routes:
        for cause, what, changed_rule, changed_path in _near(route.rule, path):
            if rule_matches(seen.framework, changed_rule, changed_path):
                return Diagnosis(
                    cause,
                    f"You registered '{route.rule}' ({rule_line(seen, route)}); the request was for '{path}'. {what}",
                    rule_line(seen, route),
                    "A path has to be the same character by character.",
                )
    return None


def _near(rule: str, path: str) -> list[tuple[str, str, str, str]]:
    return [
        ("path-case", "They differ in capital letters.", rule.lower(), path.lower()),
        ("slash-missing-at-start", "A path begins with a slash.", f"/{rule}", path),
        ("space-in-path", "There is a space in the rule.", "".join(rule.split()), path),
        (
            "trailing-slash",
            "They differ in the slash at the end.",
            rule.rstrip("/"),
            path.rstrip("/"),
        ),
    ]


def query_in_path(seen: Seen) -> Diagnosis | None:
    """The rule holds a question mark: what stands after it never belongs to the path."""
    if seen.status != 404 or not seen.asked:
        return None
    for route in seen.routes:
        path, mark, _ = route.rule.partition("?")
        asked = seen.asked.plain_path
        start = path.rstrip("/") or "/"
        if mark and (rule_matches(seen.framework, path, asked) or asked.startswith(f"{start}/")):
            return Diagnosis(
                "query-in-path",
                f"The path of your route is '{route.rule}' ({rule_line(seen, route)}): the part from the ? on is no"
                " part of a path, so no request fits it.",
                rule_line(seen, route),
                "A route has the path alone. The values after the ? are read in the function: from request.args"
                " in Flask, as parameters in FastAPI.",
            )
    return None


def converter_refuses(seen: Seen) -> Diagnosis | None:
    """The rule fits but for its converter, and 404 is not what was asked for."""
    if seen.status != 404 or not seen.asked or _matched(seen):
        return None
    for route in seen.routes:
        if rule_matches(seen.framework, route.rule, seen.asked.plain_path, converters=False):
            converters = [text for _, text in variables(seen.framework, route.rule) if text]
            return Diagnosis(
                "converter-refuses",
                f"The converter {', '.join(converters)} in '{route.rule}' ({rule_line(seen, route)}) does not"
                f" take '{seen.asked.plain_path}', so no route matches and {seen.title} answers 404.",
                rule_line(seen, route),
                "A converter in the path decides which addresses exist: int takes digits only. Without a converter any"
                " text fits."
                + (
                    " In FastAPI a type on the parameter answers 422 instead."
                    if seen.framework == "fastapi"
                    else " float needs a point."
                ),
            )
    return None


def view_answered_404(seen: Seen) -> Diagnosis | None:
    """The route matched: the 404 is the view's own."""
    if seen.status != 404 or seen.route is None or seen.mismatch.aspect is not Aspect.STATUS:
        return None
    return Diagnosis(
        "view-answered-404",
        f"The request reached {seen.who}, and that function answered 404 itself.",
        seen.view_place,
        "Look at the condition under which the function says 'not found'.",
    )


def route_missing(seen: Seen) -> Diagnosis | None:
    """No rule is anything like the path."""
    if seen.status != 404 or not seen.asked or _matched(seen):
        return None
    if not (rules := [f"'{route.rule}'" for route in seen.routes]):
        return Diagnosis(
            "no-routes",
            f"Your app has no routes of its own, so {seen.asked.method} {seen.asked.path} is 404.",
            None,
            _no_routes_hint(seen),
        )
    return Diagnosis(
        "route-missing",
        f"No route of your app has the path '{seen.asked.plain_path}'. It has {', '.join(rules[:8])}.",
        None,
        "Write a route for this path. If you did write one: is it on the app object that is served?",
    )


def _no_routes_hint(seen: Seen) -> str:
    """How a page begins; where routes are written somewhere, what may have become of them."""
    if any(True for _ in written_routes(seen.sources)):
        return (
            "You did write a route. Is the app made a second time below it? Is its blueprint or its router never joined"
            " to the app?"
        )
    decorator = "@app.route('/path')" if seen.framework == "flask" else "@app.get('/path')"
    return (
        f"A page begins with a function. Above it stands a decorator with the path, such as {decorator}. The app is"
        " what stands before the dot."
    )


def wrong_method(seen: Seen) -> Diagnosis | None:
    """The path is there, for other methods."""
    if seen.status != 405 or not seen.asked or seen.mismatch.expected_value == 405:
        return None
    if seen.route is not None:
        return _refused_by_view(seen)
    if seen.mismatch.aspect is Aspect.HEADER:
        return None
    found = path_matches(seen.framework, seen.routes, seen.asked.plain_path)
    methods = sorted({method for route in found for method in route.methods} - {"HEAD", "OPTIONS"})
    place = rule_line(seen, found[0]) if found else None
    if (diagnosis := _method_in_capitals(seen, place)) is not None:
        return diagnosis
    return Diagnosis(
        "method-not-allowed",
        f"The path '{seen.asked.plain_path}' is there{f' ({place})' if place else ''}, but only for"
        f" {', '.join(methods) or 'other methods'}; the request was a {seen.asked.method}.",
        place,
        "A route answers only the methods that it names, and GET where it names none; a class-based view those that it"
        f" has a function for. Name {seen.asked.method} at a route with this path.",
    )


def _method_in_capitals(seen: Seen, place: Place | None) -> Diagnosis | None:
    """A class-based view whose function has the method's name in capital letters."""
    wanted = seen.asked.method if seen.asked else ""
    for file, function in functions(seen.sources):
        if place is not None and file == place.file and function.name == wanted:
            line = seen.at((file, function))
            return Diagnosis(
                "method-name-in-capitals",
                f"The class has a function {function.name} ({line}), in capital letters. Flask looks for"
                f" {wanted.lower()}, so {wanted} is refused.",
                line,
                "In a class-based view the functions are called get, post, put and delete: small letters.",
            )
    return None


def _refused_by_view(seen: Seen) -> Diagnosis | None:
    assert seen.asked is not None
    return Diagnosis(
        "view-answered-405",
        f"The request reached {seen.who}, which takes {seen.asked.method}, and"
        " that function answered 405 itself.",
        seen.view_place,
        "Let the route name only the methods that it is meant for. Then no condition is needed: the framework answers"
        " 405 by itself, and its header Allow lists the methods that the address takes.",
    )


def registered_twice(seen: Seen) -> Diagnosis | None:
    """Two functions own the same address; the first one answers."""
    if seen.route is None or seen.asked is None:
        return None
    for other in seen.routes:
        same = other.rule == seen.route.rule and seen.asked.method in other.methods
        if same and other is not seen.route and other.place != seen.route.place:
            return Diagnosis(
                "route-twice",
                f"Two functions answer {seen.asked.method} '{other.rule}': {seen.route.endpoint}()"
                f"{seen.where(seen.route)} takes the request, and {other.endpoint}(){seen.where(other)} is"
                " never called.",
                seen.place(other.place),
                "The first route that fits is taken. Keep one of the two.",
            )
    return None


def _path_of(location: str) -> str:
    """The path of an address that an app made up; empty where it is no address at all."""
    try:
        return urlsplit(location).path
    except ValueError:
        return ""


def _rule(seen: Seen, path: str) -> Route | None:
    found = path_matches(seen.framework, seen.routes, path)
    return found[0] if found else None


def _matched(seen: Seen) -> bool:
    return seen.asked is not None and bool(path_matches(seen.framework, seen.routes, seen.asked.plain_path))


RULES = (
    trailing_slash,
    redirected,
    *unjoined.FIRST,
    *misplaced.FIRST,
    foreign_variables,
    query_in_path,
    nearly_the_path,
    *slips.RULES,
    converter_refuses,
    *misnamed.RULES,
    view_answered_404,
    *unjoined.LAST,
    *misplaced.LAST,
    *slips.LAST,
    route_missing,
    wrong_method,
    registered_twice,
    unknown_answered,
    *inputs.RULES,
)
