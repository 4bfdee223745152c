"""What FastAPI makes of an address and its values: another route took it, or a value was refused or let through."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable

from checker.coaching.reading.finding import calls
from checker.coaching.reading.parameters import (
    optional_without_default,
    parameters,
    text_or_number,
    unannotated,
    untaken_variable,
)
from checker.coaching.reading.routes import path_matches, variables
from checker.coaching.reading.written import last_name, written_routes
from checker.coaching.routing import unjoined
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect, Route
from checker.core.reports import Diagnosis, Place


def fixed_route_missing(seen: Seen) -> Diagnosis | None:
    """FastAPI: a variable took an address that no route has as it is."""
    if seen.status != 422 or seen.framework != "fastapi" or seen.asked is None or seen.route is None:
        return None
    if seen.should_be_refused or seen.mismatch.aspect is Aspect.NAMED:
        return None
    where = _first_loc(seen.response.text) if seen.response else None
    if where is None or where[0][0] != "path" or not where[1].endswith("_parsing"):
        return None
    if not seen.asked.plain_path.rpartition("/")[2].isalpha():
        return None
    if (uncalled := unjoined.uncalled_decorator(seen)) is not None:
        return uncalled
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
        _more_exact(seen),
    )
    if fixed is None or fixed is seen.route:
        return None
    joined = _joined_at(seen, seen.route, fixed)
    return Diagnosis(
        "route-order",
        f"'{seen.route.rule}'{seen.where(seen.route)} stands before '{fixed.rule}'{seen.where(fixed)}, so it"
        f" takes the request for '{path}'."
        + (f" Its router is joined first, at {joined}." if joined else ""),
        joined or seen.place(fixed.place),
        "FastAPI asks the routes from top to bottom and takes the first that fits."
        + (" Join the router with the fixed path first." if joined else ""),
    )


def _joined_at(seen: Seen, taken: Route, fixed: Route) -> Place | None:
    """Where the router of the route that took the request is joined, where the other route is on another router."""
    first, second = _owner(seen, taken), _owner(seen, fixed)
    if first is None or second is None or first == second:
        return None
    joins = list(calls(seen.sources, "include_router"))
    mine = [one for one in joins if one[1].args and last_name(one[1].args[0]) == first]
    others = [one for one in joins if one[1].args and last_name(one[1].args[0]) == second]
    same_file = len(mine) == len(others) == 1 and mine[0][0] == others[0][0]
    return seen.at(mine[0]) if same_file and mine[0][1].lineno < others[0][1].lineno else None


def _owner(seen: Seen, route: Route) -> str | None:
    """The name before the dot of the decorator that writes a route."""
    spot = (route.place.file, route.place.line) if route.place else None
    found = (one.owner for one in written_routes(seen.sources) if (one.file, one.first) == spot)
    return next(found, None)


def _more_exact(seen: Seen) -> Route | None:
    """A route behind a catch-all that fits the same path and has more of it as it is."""
    taken, asked = seen.route, seen.asked
    if taken is None or asked is None or "path" not in {kind for _, kind in variables("fastapi", taken.rule)}:
        return None
    fitting = [one for one in path_matches("fastapi", seen.routes, asked.plain_path) if one is not taken]
    enough = taken.rule.count("/")
    return next(
        (one for one in fitting if asked.method in one.methods and one.rule.count("/") >= enough), None
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
        _parameter_line(seen, where[0][-1]) or seen.view_place,
        "FastAPI reads each parameter of the function. Its name and its type say where the value comes from. Without a"
        " default the value has to be sent.",
    )


def _parameter_line(seen: Seen, name: str) -> Place | None:
    """Where the function declares the parameter."""
    found = (
        next((one for one in parameters(seen.function) if one.arg == name), None) if seen.function else None
    )
    return seen.line_of(found) if found is not None else None


def untyped_path_variable(seen: Seen) -> Diagnosis | None:
    """FastAPI: a text where a number was meant, because the parameter's type does not say so."""
    if (
        seen.framework != "fastapi"
        or seen.mismatch.expected_value != 422
        or not seen.is_fine
        or seen.route is None
    ):
        return None
    names = {name for name, _ in variables("fastapi", seen.route.rule)}
    untaken = untaken_variable(seen)
    if untaken is not None:
        return Diagnosis(
            "path-variable-not-taken",
            f"The path '{seen.route.rule}' has the variable {untaken!r}, and the function has no parameter of that"
            " name: FastAPI has nothing to check.",
            seen.view_place,
            "A parameter gets the part of the path that has the same name, letter by letter.",
        )
    taken = seen.asked.plain_path.rpartition("/")[2] if seen.asked else ""
    if not seen.response or taken not in seen.response.text:
        return None
    mixed = text_or_number(seen)
    if mixed is not None and mixed.annotation is not None:
        place = seen.line_of(mixed)
        return Diagnosis(
            "number-as-text",
            f"{seen.request_line} should be refused with 422. The type of {mixed.arg!r} ({place}) is"
            f" {ast.unparse(mixed.annotation)}, and any text fits str.",
            place,
            "Take str out of the type. Then FastAPI refuses what is no number.",
        )
    for one in parameters(seen.function) if seen.function else []:
        kind = last_name(one.annotation)
        if one.arg in names and (one.annotation is None or kind == "str"):
            place = seen.line_of(one)
            says = "has the type str" if kind == "str" else "has no type"
            return Diagnosis(
                "number-as-text",
                f"{seen.request_line} should be refused with 422. The parameter {one.arg!r} ({place}) {says}, so"
                " FastAPI takes any text for it.",
                place,
                "A type on the parameter, such as int, makes FastAPI refuse what does not fit.",
            )
    return None


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
        _IN_THE_CODE if expected != 405 and _is_no_path(seen) else _ACCEPTED[seen.framework, expected == 405],
    )


def _why_required(seen: Seen, location: list[str]) -> Diagnosis | None:
    """A reason, seen in the source, for a value to be asked for that nobody should have to send."""
    name = location[-1]
    untaken = untaken_variable(seen)
    if untaken is not None and location[0] in {"query", "path"}:
        return Diagnosis(
            "path-variable-not-taken",
            f"The path has the variable {untaken!r}, and the function has no parameter of that name. It has {name!r},"
            " which is not in the path, so FastAPI finds no value for it.",
            seen.view_place,
            "A parameter gets the part of the path that has the same name, letter by letter.",
        )
    if location[0] == "query" and unannotated(seen.function, name) and name in {"request", "req"}:
        return Diagnosis(
            "request-not-annotated",
            f"FastAPI takes {name!r} for a value of the query, because the parameter has no type.",
            _parameter_line(seen, name) or seen.view_place,
            "Only a parameter with the type Request is given the request. Write the type behind a colon: request:"
            " Request.",
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


_IN_THE_CODE = (
    "Flask hands every value on as it came. Look at it in the function, and refuse it with abort(400)."
)


def _is_no_path(seen: Seen) -> bool:
    """Flask: the request has a query or a body, which no converter looks at."""
    request = seen.request
    return seen.framework == "flask" and request is not None and bool(request.body or "?" in request.target)


_ACCEPTED = {
    ("flask", False): "A converter in the rule, such as int, lets only fitting addresses through.",
    (
        "fastapi",
        False,
    ): "A type on the parameter, such as int, makes FastAPI refuse what does not fit.",
    ("flask", True): "Let the route name only the methods that it is meant for.",
    ("fastapi", True): "Each method has its own decorator. Keep only the one that is meant.",
}


def _first_loc(body: str) -> tuple[list[str], str, str] | None:
    try:
        problem = json.loads(body)["detail"][0]
        location = [str(step) for step in problem["loc"]]
        return (location, str(problem["type"]), str(problem["msg"])) if location else None
    except (ValueError, LookupError, TypeError, RecursionError):
        return None


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    taken_by_another_route,
    fixed_route_missing,
    input_refused,
    untyped_path_variable,
    bad_input_accepted,
)
