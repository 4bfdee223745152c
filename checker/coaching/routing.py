"""The request did not reach the view that was meant, or the view does not take it."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from checker.coaching import unjoined
from checker.coaching.parameters import (
    optional_without_default,
    unannotated,
    untaken_variable,
)
from checker.coaching.routes import path_matches, rule_matches, variables
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect, Route
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
    if seen.status != 404 or not seen.asked or _matched(seen):
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
            f"{seen.title} takes '{route.rule}'{seen.where(route)} letter by letter: it has no variable.",
            seen.place(route.place),
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
                    f"You registered '{route.rule}'{seen.where(route)}; the request was for '{path}'. {what}",
                    seen.place(route.place),
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
        if mark and rule_matches(seen.framework, path, seen.asked.plain_path):
            return Diagnosis(
                "query-in-path",
                f"The path of your route is '{route.rule}'{seen.where(route)}: the part from the ? on is no part of"
                " a path, so no request fits it.",
                seen.place(route.place),
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
                f"The converter {', '.join(converters)} in '{route.rule}'{seen.where(route)} does not take"
                f" '{seen.asked.plain_path}', so no route matches and {seen.title} answers 404.",
                seen.place(route.place),
                "A converter in the path decides which addresses exist. What should the answer to this one be?",
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
    if seen.route is not None:
        return _refused_by_view(seen)
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


def _refused_by_view(seen: Seen) -> Diagnosis | None:
    assert seen.asked is not None
    return Diagnosis(
        "view-answered-405",
        f"The request reached {seen.who}, which takes {seen.asked.method}, and"
        " that function answered 405 itself.",
        seen.view_place,
        "request.method is written in capital letters. A route that names only the methods it is meant for needs"
        " no such condition: the framework answers 405 and says in Allow what is taken.",
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


def fixed_route_missing(seen: Seen) -> Diagnosis | None:
    """FastAPI: a variable took an address that no route has as it is."""
    if seen.status != 422 or seen.framework != "fastapi" or seen.asked is None or seen.route is None:
        return None
    where = _first_loc(seen.response.text) if seen.response else None
    if where is None or where[0][0] != "path" or not where[1].endswith("_parsing"):
        return None
    if not seen.asked.plain_path.rpartition("/")[2].isalpha():
        return None
    return Diagnosis(
        "fixed-route-missing",
        f"No route has the path '{seen.asked.plain_path}' as it is, so '{seen.route.rule}'{seen.where(seen.route)}"
        f" took the request, and its {where[0][-1]!r} does not fit.",
        seen.view_place,
        "An address that a variable would also take needs a route of its own, and that one has to be asked first.",
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
        f"'{seen.route.rule}'{seen.where(seen.route)} stands before '{fixed.rule}'{seen.where(fixed)}, so it"
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
    if missing and (diagnosis := _why_required(seen, where[0])):
        return diagnosis
    spot = " ".join(where[0])
    return Diagnosis(
        "input-required" if missing else "input-refused",
        f"FastAPI refused {seen.request_line} with 422: {spot!r}"
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
    return Diagnosis(
        "method-accepted" if expected == 405 else "bad-input-accepted",
        f"{seen.request_line} should be refused with {expected}, and {seen.who} answered {seen.status}.",
        seen.view_place,
        _ACCEPTED[seen.framework, expected == 405],
    )


def _why_required(seen: Seen, location: list[str]) -> Diagnosis | None:
    """A reason, seen in the source, for a value to be asked for that nobody should have to send."""
    name = location[-1]
    untaken = untaken_variable(seen)
    if untaken is not None and location[0] == "query":
        return Diagnosis(
            "path-variable-not-taken",
            f"The path has the variable {untaken!r}, and the function has no parameter of that name;"
            f" {name!r} is not in the path, so FastAPI looks for it in the query.",
            seen.view_place,
            "A parameter gets the part of the path that has the same name, letter by letter.",
        )
    if location[0] == "query" and unannotated(seen.function, name) and name in {"request", "req"}:
        return Diagnosis(
            "request-not-annotated",
            f"FastAPI takes {name!r} for a value of the query, because the parameter has no type.",
            seen.view_place,
            "The request object comes only to a parameter with the type Request: request: Request.",
        )
    place = optional_without_default(seen.sources, name)
    if place is None:
        return None
    return Diagnosis(
        "optional-without-default",
        f"{place}: the type says that {name!r} may be None, not that it may be left out, so FastAPI asks for it.",
        place,
        "Only a default makes a value optional, whatever its type is.",
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
        location = [str(step) for step in problem["loc"]]
        return (location, str(problem["type"]), str(problem["msg"])) if location else None
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
    *unjoined.FIRST,
    foreign_variables,
    query_in_path,
    nearly_the_path,
    converter_refuses,
    view_answered_404,
    *unjoined.LAST,
    route_missing,
    wrong_method,
    registered_twice,
    taken_by_another_route,
    fixed_route_missing,
    input_refused,
    bad_input_accepted,
)
