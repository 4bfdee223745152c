"""What FastAPI makes of a function's parameters: checked input, a schema, pages of documentation."""

from __future__ import annotations

import ast
import dataclasses
from urllib.parse import parse_qsl, urlsplit

from checker.coaching.reading.answering import key_line
from checker.coaching.reading.declared import fields_declared, parameters_of
from checker.coaching.reading.routes import variables
from checker.coaching.reading.source import find_function, nodes
from checker.coaching.reading.written import assigned, last_name, with_defaults, written_routes
from checker.coaching.routing import mounted, routing, slips, unjoined
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect, Mismatch, Route
from checker.core.exchanges import Exchange, Request, Response
from checker.core.reports import Diagnosis, Place

_BUILT_IN = {
    "/openapi.json": ("openapi", "openapi_url", "the schema"),
    "/docs": ("swagger_ui_html", "docs_url", "Swagger UI"),
    "/redoc": ("redoc_html", "redoc_url", "ReDoc"),
}
"""FastAPI's own routes: the name in the route table, the argument that moves it, and what is there."""


def documentation_missing(seen: Seen) -> Diagnosis | None:
    """A page that FastAPI has from the start is not there: switched off, or moved."""
    path = seen.request.path if seen.request else ""
    if seen.framework != "fastapi" or seen.status != 404 or path not in _BUILT_IN:
        return None
    name, argument, what = _BUILT_IN[path]
    moved = next((route for route in seen.run.routes if route.endpoint == name and not route.place), None)
    if moved is not None:
        return Diagnosis(
            "docs-moved",
            f"FastAPI's page with {what} is at '{moved.rule}' in your app, and not at '{path}'.",
            _keyword(seen, argument),
            f"The argument {argument} of FastAPI(...) says where it is. Without that argument it is at {path}.",
        )
    return slips.path_misspelled(seen) or Diagnosis(
        "docs-switched-off",
        f"Your app has no page with {what}: it was told to leave it out.",
        _keyword(seen, argument) or _keyword(seen, "openapi_url"),
        "FastAPI has these pages unless docs_url, redoc_url or openapi_url is None. Without a schema"
        " (openapi_url) neither page is there.",
    )


def schema_crashes(seen: Seen) -> Diagnosis | None:
    """Something of the learner's stands in the place of FastAPI's schema, and it fails."""
    path = seen.request.path if seen.request else ""
    own = _own_schema(seen) if path == "/openapi.json" and seen.status == 500 else None
    if own is None or seen.raised is None:
        return None
    return Diagnosis(
        "schema-written-by-hand",
        f"{own} puts something else in the place of FastAPI's own schema, and FastAPI cannot work with it: it says"
        f" {seen.raised.short_type}: {seen.raised.message[:120]}",
        own,
        "FastAPI calls app.openapi as a function and sends what it returns. It writes the schema from your routes by"
        " itself: leave app.openapi as it is.",
    )


def documentation_without_schema(seen: Seen) -> Diagnosis | None:
    """The page is there and has nothing to show."""
    path = seen.request.path if seen.request else ""
    if (
        seen.framework != "fastapi"
        or path not in {"/docs", "/redoc"}
        or seen.mismatch.expected_value != "schema"
    ):
        return None
    return Diagnosis(
        "docs-without-schema",
        f"{path} loads, but it has no schema to show: it is {seen.mismatch.got}.",
        seen.view_place,
        "The page asks your app for the schema. app.openapi_url is the address that the schema is at.",
    )


def left_out_of_schema(seen: Seen) -> Diagnosis | None:
    """The schema does not list a route that is there, or the route is not there."""
    wanted = _wanted_in_schema(seen)
    if wanted is None:
        return None
    method, path = wanted
    route = _route(seen, method, path)
    if route is None:
        if (why := _why_not_there(seen, method, path)) is not None:
            return why
        rules = ", ".join(f"'{route.rule}'" for route in seen.routes[:8])
        return Diagnosis(
            "route-missing" if rules else "no-routes",
            f"The schema lists your routes, and no route of your app answers {method} {path}."
            + (f" It has {rules}." if rules else ""),
            None,
            "Write the function for this path first: FastAPI adds it to the schema by itself.",
        )
    if (below := _on_a_mounted_app(seen, route)) is not None:
        return below
    if (own := _own_schema(seen)) is not None:
        return Diagnosis(
            "schema-written-by-hand",
            f"{own} puts something else in the place of FastAPI's own schema, and {method} {path} is not in it.",
            own,
            "FastAPI writes the schema from your routes. Leave app.openapi as it is, or call FastAPI's own function in"
            " yours.",
        )
    return Diagnosis(
        "left-out-of-schema",
        f"{method} {path}{seen.where(route)} answers, but the schema does not list it.",
        _keyword(seen, "include_in_schema") or seen.place(route.place),
        "A route is in the schema unless include_in_schema=False stands at it, or at the router that it is on.",
    )


def parameter_not_described(seen: Seen) -> Diagnosis | None:
    """The schema says of a parameter something else than was asked for, or nothing."""
    match seen.mismatch.expected_value:
        case [str(path), str(method), str(name)] if seen.mismatch.aspect is Aspect.NAMED:
            route = _route(seen, method.upper(), path)
        case _:
            return None
    parameter = _parameters(seen, route).get(name)
    place = seen.line_of(parameter[0], route) if parameter else None
    place = place or _definition(seen, route)
    if seen.mismatch.got.endswith("optional"):
        return _optional(name, place)
    if parameter is None and seen.mismatch.got.startswith("no "):
        return Diagnosis(
            "parameter-not-declared",
            f"FastAPI sees no parameter '{name}' in the query of {path}, so it can neither check it nor describe it.",
            _read_by_hand(seen, route) or place,
            f"Make '{name}' a parameter of the function. What you read from the request yourself, FastAPI cannot see.",
        )
    annotation = parameter[0].annotation if parameter else None
    untyped = parameter is not None and annotation is None
    return Diagnosis(
        "parameter-type-differs",
        f"The schema says of {path}: {seen.mismatch.got}."
        + (f" In your function its type is {ast.unparse(annotation)}." if annotation else "")
        + (f" Your function gives '{name}' no type." if untyped else ""),
        place,
        "The schema repeats the type that stands behind the parameter. A whole number is int.",
    )


def default_makes_optional(seen: Seen) -> Diagnosis | None:
    """A missing value should be refused, and the parameter has a default."""
    expected = seen.mismatch.expected_value
    if seen.framework != "fastapi" or type(expected) is not int or expected not in {400, 422}:
        return None
    if not _took_it(seen) or seen.request is None or seen.route is None:
        return None
    sent = dict(parse_qsl(urlsplit(seen.request.target).query, keep_blank_values=True))
    in_path = {name for name, _ in variables("fastapi", seen.route.rule)}
    if in_path or seen.request.body or not all(value.isdecimal() for value in sent.values()):
        return None  # something that was sent may be what should have been refused
    for name, (argument, default) in _parameters(seen, seen.route).items():
        if default is not None and name not in sent and sent.keys() <= _parameters(seen, seen.route).keys():
            return _optional(name, seen.line_of(argument))
    return None


def texts_joined(seen: Seen) -> Diagnosis | None:
    """Numbers that were sent came back one behind the other: they are still texts."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    values = [value for _, value in parse_qsl(urlsplit(seen.request.target).query)] if seen.request else []
    for key, number in expected.items():
        if type(number) is int and len(values) > 1 and got.get(key) == "".join(values):
            return Diagnosis(
                "number-as-text",
                f"'{key}' is the text \"{got[key]}\": "
                + " + ".join(f'"{value}"' for value in values)
                + " puts"
                " texts together. The values were never turned into numbers.",
                _untyped(seen) or seen.view_place,
                "What comes in a URL is text until something turns it into a number: a type on the parameter"
                " (FastAPI), or int(...) where it is read (Flask).",
            )
    return None


def fraction_for_whole(seen: Seen) -> Diagnosis | None:
    """A number with a fraction where a whole number was asked for."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    for key, number in expected.items():
        if type(number) is int and type(got.get(key)) is float and got[key] == number:
            return Diagnosis(
                "wrong-json-type",
                f"'{key}' is {got[key]}, a number with a fraction; the whole number {number} is asked for.",
                _parameter_with(seen, "float") or key_line(seen, key),
                "float is a number with a fraction, int is a whole number.",
            )
    return None


def type_as_default(seen: Seen) -> Diagnosis | None:
    """`a = int`: a type stands where the default belongs."""
    route = seen.route
    match seen.mismatch.expected_value:
        case [str(path), str(method), str()] if seen.mismatch.aspect is Aspect.NAMED:
            route = _route(seen, method.upper(), path)
    for name, (argument, default) in _parameters(seen, route).items() if seen.framework == "fastapi" else ():
        if argument.annotation is None and isinstance(default, ast.Name) and default.id in _TYPES:
            place = seen.line_of(argument, route)
            return Diagnosis(
                "type-as-default",
                f"'{name} = {default.id}' at {place} makes the type {default.id} the default of {name!r}. It says"
                " nothing about what may be sent.",
                place,
                f"A type stands behind a colon: {name}: {default.id}. What stands behind = is the default.",
            )
    return None


_TYPES = {"int", "str", "float", "bool", "list", "dict"}


def _took_it(seen: Seen) -> bool:
    """Whether the view ran without the value: it answered, or it stumbled over None."""
    stumbled = seen.raised is not None and "NoneType" in seen.raised.message
    return seen.is_fine or (seen.status == 500 and stumbled)


def _why_not_there(seen: Seen, method: str, path: str) -> Diagnosis | None:
    """The reason why a request for a path would be 404 or 405, by the rules for requests."""
    answer = Exchange(Request(method, path), Response(404, (), b""), None, 0.0, None)
    mismatch = Mismatch(Aspect.STATUS, "status 200", "status 404", answer, 200)
    asked = Seen(dataclasses.replace(seen.evidence, mismatch=mismatch))
    rules = (*unjoined.FIRST, routing.nearly_the_path, *slips.RULES, *unjoined.LAST, *slips.LAST)
    return next((diagnosis for rule in rules if (diagnosis := rule(asked)) is not None), None)


def _on_a_mounted_app(seen: Seen, route: Route) -> Diagnosis | None:
    """The route is there, and it is one of an app that is mounted."""
    for written in written_routes(seen.sources):
        same = route.place is not None and (route.place.file, route.place.line) == (
            written.file,
            written.first,
        )
        if same and (diagnosis := mounted.own_schema(seen, written)) is not None:
            return diagnosis
    return None


def _own_schema(seen: Seen) -> Place | None:
    """Where the app's way to make the schema is replaced."""
    for one in nodes(seen.sources):
        targets = one[1].targets if isinstance(one[1], ast.Assign) else []
        if any(
            isinstance(target, ast.Attribute) and target.attr in {"openapi", "openapi_schema"}
            for target in targets
        ):
            return seen.at(one)
    return None


def _read_by_hand(seen: Seen, route: Route | None) -> Place | None:
    """Where a route's function reads the query by itself."""
    function = find_function(seen.sources, route.place if route else None)
    for node in ast.walk(function) if function is not None else ():
        if isinstance(node, ast.Attribute) and node.attr == "query_params":
            return seen.line_of(node, route)
    return None


def _definition(seen: Seen, route: Route | None) -> Place | None:
    function = find_function(seen.sources, route.place if route else None)
    if function is not None:
        return seen.line_of(function, route)
    return seen.place(route.place) if route else None


def _untyped(seen: Seen) -> Place | None:
    """The first parameter without a type."""
    found = (one for one in parameters_of(seen) if one.annotation is None)
    first = next(found, None)
    return seen.at(first.found) if first is not None else _parameter_with(seen, "str")


def _parameter_with(seen: Seen, name: str) -> Place | None:
    """The first parameter of the view in whose type this name stands."""
    for one in (*parameters_of(seen), *fields_declared(seen)):
        words = {node.id for node in ast.walk(one.annotation or ast.Pass()) if isinstance(node, ast.Name)}
        if name in words:
            return seen.at(one.found)
        if (alias := _alias(seen, words, name)) is not None:
            return alias
    return None


def _alias(seen: Seen, words: set[str], name: str) -> Place | None:
    """Where one of these names is given to a type with this name in it: `Number = Annotated[float, ...]`."""
    for one in nodes(seen.sources):
        given, value = assigned(one[1]) if isinstance(one[1], ast.stmt) else (None, None)
        if given in words and any(last_name(part) == name for part in ast.walk(value or ast.Pass())):
            return seen.at(one)
    return None


def _optional(name: str, place: Place | None) -> Diagnosis:
    return Diagnosis(
        "default-makes-optional",
        f"'{name}' has a default, so FastAPI takes a request without it.",
        place,
        "A parameter without a default has to be sent: FastAPI answers 422 where it is missing.",
    )


def _wanted_in_schema(seen: Seen) -> tuple[str, str] | None:
    """The method and the path that a schema, which came, does not list."""
    schema = seen.json
    if seen.framework != "fastapi" or seen.mismatch.aspect is not Aspect.JSON or not isinstance(schema, dict):
        return None
    method, _, path = seen.mismatch.expected.removeprefix("a schema that lists ").partition(" ")
    if "openapi" not in schema or not path.startswith("/"):
        return None
    return method, path


def _route(seen: Seen, method: str, path: str) -> Route | None:
    return next((route for route in seen.routes if route.rule == path and method in route.methods), None)


def _parameters(seen: Seen, route: Route | None) -> dict[str, tuple[ast.arg, ast.expr | None]]:
    """The parameters of a route's function, each with its default; one that only says `required` counts as none."""
    function = find_function(seen.sources, route.place if route else None)
    if function is None:
        return {}
    return {
        one.arg: (one, None if _says_required(default) else default)
        for one, default in with_defaults(function.args)
    }


def _says_required(default: ast.expr | None) -> bool:
    """Whether a default is none: `...`, or `Query(...)` and its like without a value."""
    if isinstance(default, ast.Call):
        named = next((keyword.value for keyword in default.keywords if keyword.arg == "default"), None)
        default = default.args[0] if default.args else named
        return default is None or _says_required(default)
    return isinstance(default, ast.Constant) and default.value is ...


def _keyword(seen: Seen, name: str) -> Place | None:
    """Where an argument of that name is passed in a call."""
    found = (one for one in nodes(seen.sources) if isinstance(one[1], ast.keyword) and one[1].arg == name)
    keys = (one for one in nodes(seen.sources) if isinstance(one[1], ast.Constant) and one[1].value == name)
    first = next(found, None) or next(keys, None)
    return seen.at(first) if first else None


RULES = (
    type_as_default,
    documentation_missing,
    schema_crashes,
    documentation_without_schema,
    left_out_of_schema,
    parameter_not_described,
    default_makes_optional,
    texts_joined,
    fraction_for_whole,
)
