"""The request did not reach the view that was meant, or the view does not take it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from checker.coaching.routes import path_matches, rule_matches, variables
from checker.coaching.seen import Seen
from checker.core.evidence import Route
from checker.core.reports import Diagnosis


def trailing_slash(seen: Seen) -> Diagnosis | None:
    """A redirect to the same path with or without its final slash."""
    if not seen.response or not seen.asked or not 300 <= seen.response.status < 400:
        return None
    target = _path_of(seen.response.header("location") or "")
    if not target or target.rstrip("/") != seen.asked.path.rstrip("/") or target == seen.asked.path:
        return None
    route = _rule(seen, target)
    rule = route.rule if route else target
    place = seen.place(route.place) if route else None
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
        seen.view_place,
        "The task asks for the answer itself at this address.",
    )


def foreign_variables(seen: Seen) -> Diagnosis | None:
    """A rule written in the other framework's way."""
    if seen.status != 404 or not seen.asked:
        return None
    other = "fastapi" if seen.framework == "flask" else "flask"
    for route in seen.routes:
        if not variables(other, route.rule) or not rule_matches(other, route.rule, seen.asked.plain_path):
            continue
        if variables(seen.framework, route.rule):
            continue
        ours, theirs = ("<name>", "{name}") if seen.framework == "flask" else ("{name}", "<name>")
        return Diagnosis(
            "braces-in-flask-path" if seen.framework == "flask" else "angle-brackets-in-fastapi-path",
            f"{seen.title} takes '{route.rule}' ({seen.place(route.place)}) letter by letter: it has no variable.",
            seen.place(route.place),
            f"{seen.title} writes a variable as {ours}; {theirs} is the other framework's way.",
        )
    return None


def nearly_the_path(seen: Seen) -> Diagnosis | None:
    """A rule that would fit but for capitals, a slash or a space."""
    if seen.status != 404 or not seen.asked:
        return None
    path = seen.asked.plain_path
    for route in seen.routes:
        for cause, what, changed_rule, changed_path in _near(route.rule, path):
            if rule_matches(seen.framework, changed_rule, changed_path):
                place = seen.place(route.place)
                return Diagnosis(
                    cause,
                    f"You registered '{route.rule}' ({place}); the request was for '{path}'. {what}",
                    place,
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


def converter_refuses(seen: Seen) -> Diagnosis | None:
    """The rule fits but for its converter, and 404 is not what was asked for."""
    if seen.status != 404 or not seen.asked or _matched(seen):
        return None
    for route in seen.routes:
        if rule_matches(seen.framework, route.rule, seen.asked.plain_path, converters=False):
            converters = [text for _, text in variables(seen.framework, route.rule) if text]
            place = seen.place(route.place)
            return Diagnosis(
                "converter-refuses",
                f"The converter {', '.join(converters)} in '{route.rule}' ({place}) does not take"
                f" '{seen.asked.plain_path}', so no route matches and {seen.title} answers 404.",
                place,
                "A converter in the path decides which addresses exist. What should the answer to this one be?",
            )
    return None


def view_answered_404(seen: Seen) -> Diagnosis | None:
    """The route matched: the 404 is the view's own."""
    if seen.status != 404 or seen.route is None:
        return None
    return Diagnosis(
        "view-answered-404",
        f"The request reached {seen.route.endpoint}() ({seen.view_place}), and that function answered 404 itself.",
        seen.view_place,
        "Look at the condition under which the function says 'not found'.",
    )


def route_missing(seen: Seen) -> Diagnosis | None:
    """No rule is anything like the path."""
    if seen.status != 404 or not seen.asked or _matched(seen):
        return None
    rules = [f"'{route.rule}'" for route in seen.routes]
    if not rules:
        return Diagnosis(
            "no-routes",
            f"Your app has no routes of its own, so {seen.asked.method} {seen.asked.path} is 404.",
            None,
            "If you did write routes: is the app made a second time after them, or is a blueprint or router"
            " never joined to the app?",
        )
    return Diagnosis(
        "route-missing",
        f"No route of your app has the path '{seen.asked.plain_path}'. It has {', '.join(rules[:8])}.",
        None,
        "Write a route for this path. If you did write one: is it on the app object that is served?",
    )


def wrong_method(seen: Seen) -> Diagnosis | None:
    """The path is there, for other methods."""
    if seen.status != 405 or not seen.asked:
        return None
    found = path_matches(seen.framework, seen.routes, seen.asked.plain_path)
    methods = sorted({method for route in found for method in route.methods} - {"HEAD", "OPTIONS"})
    place = seen.place(found[0].place) if found else None
    return Diagnosis(
        "method-not-allowed",
        f"The path '{seen.asked.plain_path}' is there{f' ({place})' if place else ''}, but only for"
        f" {', '.join(methods) or 'other methods'}; the request was a {seen.asked.method}.",
        place,
        f"A route answers only the methods that it names, and GET where it names none."
        f" Name {seen.asked.method} at this route.",
    )


def taken_by_another_route(seen: Seen) -> Diagnosis | None:
    """FastAPI: a route with a variable stands before the fixed path and takes its requests."""
    if seen.framework != "fastapi" or not seen.asked or seen.route is None:
        return None
    path = seen.asked.plain_path
    fixed = next(
        (route for route in seen.routes if route.rule == path and seen.asked.method in route.methods),
        None,
    )
    if fixed is None or fixed is seen.route:
        return None
    return Diagnosis(
        "route-order",
        f"'{seen.route.rule}' ({seen.view_place}) stands before '{fixed.rule}' ({seen.place(fixed.place)}), so it"
        f" takes the request for '{path}'.",
        seen.place(fixed.place),
        "FastAPI asks the routes from top to bottom and takes the first that fits.",
    )


def input_refused(seen: Seen) -> Diagnosis | None:
    """FastAPI's validation refused an input that the task sends."""
    if seen.status != 422 or not seen.response or seen.framework != "fastapi" or not seen.request:
        return None
    where = _first_loc(seen.response.text)
    if where is None:
        return None
    missing = where[1] == "missing"
    spot = " ".join(where[0])
    return Diagnosis(
        "input-required" if missing else "input-refused",
        f"FastAPI refused {seen.request.method} {seen.request.target} with 422: {spot!r}"
        f" {'is required and was not sent' if missing else f'is not as declared ({where[2]})'}.",
        seen.view_place,
        "FastAPI reads each parameter of the function: its name, its type and its default decide where the"
        " value comes from and whether it must be sent.",
    )


def bad_input_accepted(seen: Seen) -> Diagnosis | None:
    """An error was asked for, and the view answered as if all were well."""
    expected = seen.mismatch.expected_value
    if type(expected) is not int or expected < 400 or seen.status is None or seen.status >= 300:
        return None
    if seen.request is None:
        return None
    who = f"{seen.route.endpoint}() ({seen.view_place})" if seen.route else "your app"
    return Diagnosis(
        "method-accepted" if expected == 405 else "bad-input-accepted",
        f"{seen.request.method} {seen.request.target} should be refused with {expected}, and {who} answered"
        f" {seen.status}.",
        seen.view_place,
        _ACCEPTED[seen.framework, expected == 405],
    )


_ACCEPTED = {
    ("flask", False): "A converter in the rule, such as int, lets only fitting addresses through.",
    (
        "fastapi",
        False,
    ): "A type on the parameter, such as int, makes FastAPI refuse what does not fit.",
    ("flask", True): "Let the route name only the methods that it is meant for.",
    ("fastapi", True): "Each method has its own decorator. Keep only the one that is meant.",
}


def _path_of(location: str) -> str:
    """The path of an address that an app made up; empty where it is no address at all."""
    try:
        return urlsplit(location).path
    except ValueError:
        return ""


def _first_loc(body: str) -> tuple[list[str], str, str] | None:
    try:
        problem = json.loads(body)["detail"][0]
        return [str(step) for step in problem["loc"]], str(problem["type"]), str(problem["msg"])
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


def _rule(seen: Seen, path: str) -> Route | None:
    found = path_matches(seen.framework, seen.routes, path)
    return found[0] if found else None


def _matched(seen: Seen) -> bool:
    return seen.asked is not None and bool(path_matches(seen.framework, seen.routes, seen.asked.plain_path))


RULES = (
    trailing_slash,
    redirected,
    foreign_variables,
    nearly_the_path,
    converter_refuses,
    view_answered_404,
    route_missing,
    wrong_method,
    taken_by_another_route,
    input_refused,
    bad_input_accepted,
)
