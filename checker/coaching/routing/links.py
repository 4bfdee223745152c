"""Addresses that url_for, or FastAPI's url_path_for, should make."""

from __future__ import annotations

import ast
from collections.abc import Callable
from difflib import get_close_matches
from urllib.parse import urlsplit

from checker.coaching.reading import reach
from checker.coaching.reading.routes import path_matches, variables
from checker.coaching.reading.source import nodes
from checker.coaching.reading.written import last_name
from checker.coaching.routing.misplaced import rule_line
from checker.coaching.seen import Seen
from checker.core.evidence import Route
from checker.core.reports import Diagnosis, Place

_MAKERS = ("url_for", "url_path_for")


def cannot_build_url(seen: Seen) -> Diagnosis | None:
    """url_for was asked for an endpoint or values that the route table does not have."""
    raised = seen.raised
    if raised is None or raised.short_type not in {"BuildError", "NoMatchFound"} or not _is_written(seen):
        return None
    name = _asked_for(raised.message)
    place = seen.place(raised.place)
    route = next((one for one in seen.routes if one.endpoint == name), None)
    if route is not None:
        return _value_missing(seen, route, place)
    known = [one.endpoint for one in seen.routes]
    if name.startswith("/"):
        return Diagnosis(
            "url-for-takes-a-name",
            f"url_for at {place} is given the path '{name}'. It takes the name of a view, and makes the path.",
            place,
            f"The name of a view is that of its function. The names here: {', '.join(known)}.",
        )
    in_blueprint = next((one for one in known if one.rpartition(".")[2] == name and "." in one), None)
    if in_blueprint is not None:
        return Diagnosis(
            "endpoint-without-blueprint",
            f"url_for at {place} asks for '{name}'. That view belongs to a blueprint, so its name is '{in_blueprint}'.",
            place,
            "Before a view's name stand the name of its blueprint and a dot; a dot alone means the own blueprint.",
        )
    close = get_close_matches(name, known, 1, 0.5) or get_close_matches(name.lower(), known, 1, 0.5)
    return Diagnosis(
        "endpoint-unknown",
        f"url_for at {place} asks for a view with the name '{name}', and there is none."
        + (f" Perhaps '{close[0]}' is meant." if close else ""),
        place,
        "url_for takes the endpoint: the view function's name, or what add_url_rule or as_view was given. Those here:"
        f" {', '.join(known)}.",
    )


def _is_written(seen: Seen) -> bool:
    """Whether the learner's own files ask for an address: a library may ask for one by itself."""
    made = any(last_name(node) in _MAKERS for _, node in nodes(seen.sources))
    return made or bool(seen.pages)


def _asked_for(message: str) -> str:
    """The name in Werkzeug's and in Starlette's sentence about an address that cannot be made."""
    return next(iter(message.split('"' if message.startswith("No route") else "'")[1::2]), "")


def _value_missing(seen: Seen, route: Route, place: Place | None) -> Diagnosis:
    wanted = [name for name, _ in variables(seen.framework, route.rule)]
    given = sorted({word.arg for word in _words(seen) if word.arg} - {"_external", "_anchor"})
    told = f" It is given {', '.join(map(repr, given))}." if given else ""
    return Diagnosis(
        "url-for-value-missing",
        f"url_for at {place} asks for '{route.endpoint}', whose path is '{route.rule}', and does not give it"
        f" {' and '.join(repr(name) for name in wanted if name not in given) or 'what it needs'}.{told}",
        place,
        "Each variable of the path needs a value, given by the variable's own name.",
    )


def _words(seen: Seen) -> list[ast.keyword]:
    """The arguments with a name of the calls of url_for on the line that raised."""
    calls = [node for _, node in seen.raising_nodes() if isinstance(node, ast.Call)]
    return [word for call in calls if last_name(call.func) in _MAKERS for word in call.keywords]


def called_wrongly(seen: Seen) -> Diagnosis | None:
    """url_for was given a function, a second value without a name, or a value that the variable does not take."""
    raised = seen.raised
    if raised is None or raised.type not in {"TypeError", "ValueError"}:
        return None
    calls = (node for _, node in seen.raising_nodes() if isinstance(node, ast.Call))
    causes = (_wrong_call(seen, one, raised.message) for one in calls if last_name(one.func) in _MAKERS)
    return next((cause for cause in causes if cause is not None), None)


def _wrong_call(seen: Seen, call: ast.Call, message: str) -> Diagnosis | None:
    place = seen.place(seen.raised.place) if seen.raised else None
    first = call.args[0] if call.args else None
    if len(call.args) > 1 and "positional argument" in message:
        return Diagnosis(
            "url-for-value-unnamed",
            f"url_for at {place} gets a value without a name: {ast.unparse(call.args[1])}.",
            place,
            "Behind the view's name each value is given by the name of its variable: name=value.",
        )
    if isinstance(first, ast.Name) and any(route.endpoint == first.id for route in seen.routes):
        return Diagnosis(
            "url-for-takes-a-name",
            f"url_for at {place} is given the function {first.id} itself. It takes the function's name, as a text.",
            place,
            "Put quotes around the name.",
        )
    if "invalid literal for int()" in message:
        return Diagnosis(
            "url-for-wrong-value",
            f"url_for at {place} is given a value that is no whole number. The variable has the converter int:"
            f" {message[:120]}",
            place,
            "A converter checks values in both directions: those that come in and those that url_for puts in.",
        )
    return None


def other_address(seen: Seen, expected: str, address: str) -> Diagnosis | None:
    """A link that is right but for the host before it or the query after it."""
    try:
        got = urlsplit(address)
    except ValueError:
        return None
    if variables(seen.framework, address) and not variables(seen.framework, expected):
        return _not_filled_in(seen, expected, address)
    if (other := _other_rule(seen, expected, address)) is not None:
        return other
    if got.path != expected or not (got.netloc or got.query or got.fragment):
        return None
    if next(reach.calls(seen, *_MAKERS), None) is None:
        return _whole_address(seen, expected, address)
    if got.netloc:
        cause, what = "absolute-url", f"'{got.scheme}://{got.netloc}' stands before it"
        hint = (
            "A path has no host before it. url_for makes a path unless it is told _external=True."
            if seen.framework == "flask"
            else "request.url_for always puts the host before the path. The path alone comes from app.url_path_for."
        )
    else:
        added = f"?{got.query}" if got.query else f"#{got.fragment}"
        cause, what = "query-in-address", f"'{added}' was added to it"
        hint = (
            "url_for puts a value behind a question mark where the rule has no variable of that name. Compare the names"
            " letter by letter, or leave the value away."
            if got.query
            else "What stands behind # is a place on the page. url_for makes it of _anchor: leave that away."
        )
    place = _line_of_link(seen, "_external" if got.netloc else got.query.partition("=")[0])
    return Diagnosis(
        cause,
        f"The address '{expected}' is asked for, and {what}: '{address}'.",
        place or seen.view_place,
        hint,
    )


def _other_rule(seen: Seen, expected: str, address: str) -> Diagnosis | None:
    """The view has two paths, and the link is made of the other one."""
    wanted = {one.endpoint for one in path_matches(seen.framework, seen.routes, expected)}
    taken = next(
        (one for one in path_matches(seen.framework, seen.routes, address) if one.endpoint in wanted), None
    )
    if taken is None or taken in path_matches(seen.framework, seen.routes, expected):
        return None
    place = rule_line(seen, taken)
    return Diagnosis(
        "link-to-other-path",
        f"{taken.endpoint}() has more than one path. A link by its name is made of '{taken.rule}' ({place}), and"
        f" '{expected}' is asked for.",
        place,
        "Python applies decorators from the bottom up, so the one next to `def` is the first path of the view. Give the"
        " second path a function of its own, or take it away.",
    )


_ADDRESSES = ("full_path", "url", "base_url", "url_root", "root_url")


def _whole_address(seen: Seen, expected: str, address: str) -> Diagnosis | None:
    """A part of the request that has more than the path in it."""
    for found in reach.nodes(seen):
        node = found[1]
        if isinstance(node, ast.Attribute) and node.attr in _ADDRESSES:
            place = seen.at(found)
            path = "request.path" if seen.framework == "flask" else "request.url.path"
            return Diagnosis(
                "other-request-attribute",
                f"{place} takes {ast.unparse(node)}, and that is '{address}' here. '{expected}' is asked for.",
                place,
                f"{path} is the path alone: no host before it, no question mark behind it.",
            )
    return None


def _not_filled_in(seen: Seen, expected: str, address: str) -> Diagnosis:
    """The rule itself stands where an address was asked for."""
    return Diagnosis(
        "rule-instead-of-address",
        f"'{address}' is a rule with a variable in it. The address '{expected}' is asked for.",
        seen.view_place,
        "url_for puts a value in the place of the variable: it takes the view's name, and the value by its name.",
    )


def _line_of_link(seen: Seen, word: str) -> Place | None:
    """The call of url_for that has an argument of that name."""
    for found in reach.calls(seen, *_MAKERS):
        if any(one.arg == word for one in found[1].keywords):
            return seen.at(found)
    return None


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (cannot_build_url, called_wrongly)
