"""What stands behind the question mark is looked for elsewhere, or is not taken apart."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, parse_qsl

from checker.coaching.reading import reach
from checker.coaching.reading.answering import key_line
from checker.coaching.reading.finding import Found, at
from checker.coaching.reading.parameters import model_parameter, parameters
from checker.coaching.reading.routes import variables
from checker.coaching.reading.source import trees
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

_ELSEWHERE = {"form", "json", "get_json", "data", "get_data", "view_args", "files"}
_RIGHT = {"args", "values", "query_string", "url", "full_path", "environ", "query_params"}


def query_as_path_variable(seen: Seen) -> Diagnosis | None:
    """The rule has a variable in its path for what is sent behind the question mark."""
    if seen.status != 404 or seen.asked is None or not _sent(seen):
        return None
    for route in seen.routes:
        names = [name for name, _ in variables(seen.framework, route.rule)]
        fixed = [part for part in route.rule.split("/") if not variables(seen.framework, part)]
        if not names or "/".join(fixed).rstrip("/") != seen.asked.plain_path.rstrip("/"):
            continue
        return Diagnosis(
            "query-as-path-variable",
            f"Your path is '{route.rule}'{seen.where(route)}: {' and '.join(map(repr, names))} would have to stand in"
            f" the path. The request is {seen.request_line}: the values stand behind the question mark.",
            seen.place(route.place),
            "What stands behind the question mark is no part of the path. Flask has it in request.args."
            if seen.framework == "flask"
            else "What stands behind the question mark is no part of the path. A parameter of the function that is not"
            " in the path is read from there.",
        )
    return None


def query_taken_as_argument(seen: Seen) -> Diagnosis | None:
    """Flask: the view has a parameter for a value of the query."""
    raised = seen.raised
    if seen.framework != "flask" or raised is None or raised.type != "TypeError" or raised.frames:
        return None
    function, route = seen.function, seen.route
    if function is None or route is None:
        return None
    in_path = {name for name, _ in variables("flask", route.rule)}
    names = [one.arg for one in parameters(function) if one.arg in _sent(seen) and one.arg not in in_path]
    if not names:
        return None
    place = seen.line_of(function)
    return Diagnosis(
        "query-taken-as-argument",
        f"{function.name}() has the parameter {names[0]!r} ({place}), and the path '{route.rule}' has no variable of"
        " that name. Flask gives a view nothing but what stands in the path.",
        place,
        "The values behind the question mark are in request.args, inside the function. FastAPI is the one that makes"
        " parameters of them.",
    )


def query_read_elsewhere(seen: Seen) -> Diagnosis | None:
    """Flask: the view looks into a form or a body, and the request has a query alone."""
    if seen.framework != "flask" or seen.request is None or seen.request.body or not _sent(seen):
        return None
    parts = dict(reversed([(attribute, found) for attribute, found in _request_parts(seen)]))
    wrong = sorted(parts.keys() & _ELSEWHERE)
    if not wrong or parts.keys() & _RIGHT or seen.is_fine is (seen.mismatch.aspect is not Aspect.JSON):
        return None
    place = at(seen.sources, parts[wrong[0]])
    what = {"view_args": "the variables of the path"}.get(wrong[0], "a body, and this request has none")
    return Diagnosis(
        "query-read-elsewhere",
        f"The values stand behind the question mark: {seen.request_line}. The line at {place} looks into"
        f" request.{wrong[0]}, which is for {what}.",
        place,
        "Flask has the values behind the question mark in request.args.",
    )


def query_not_taken_apart(seen: Seen) -> Diagnosis | None:
    """The answer shows the whole query, or a list, where one value of it was asked for."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    query = seen.request.target.partition("?")[2] if seen.request else ""
    for key, value in expected.items():
        whole = got.get(key)
        if not query or value == whole or not isinstance(whole, (dict, list, str)):
            continue
        if whole in (query, f"?{query}", _sent(seen), parse_qs(query), list(map(list, parse_qsl(query)))):
            what, hint = (
                "the whole query",
                "Take out the one value by its name, with square brackets or with get().",
            )
        elif whole == [value]:
            what, hint = (
                "a list with the value in it",
                "getlist() is for a name that comes several times. get() gives",
            )
            hint += " the one value."
        else:
            continue
        place = key_line(seen, key)
        return Diagnosis(
            "query-not-taken-apart",
            f"'{key}' is {what}{f' ({place})' if place else ''}; the value alone is asked for: {value!r}.",
            place,
            hint,
        )
    return None


def _sent(seen: Seen) -> dict[str, str]:
    """The values of the query, by their names."""
    return dict(parse_qsl(seen.request.target.partition("?")[2])) if seen.request else {}


def _request_parts(seen: Seen) -> Iterator[tuple[str, Found]]:
    """The attributes of Flask's request that the functions that answer read."""
    names = _request_names(seen)
    for file, node in reach.nodes(seen):
        if isinstance(node, ast.Attribute) and (
            (isinstance(node.value, ast.Name) and node.value.id in names)
            or (isinstance(node.value, ast.Attribute) and node.value.attr == "request")
        ):
            yield node.attr, (file, node)


def _request_names(seen: Seen) -> set[str]:
    """The names under which the learner's files know Flask's request."""
    return {
        alias.asname or alias.name
        for _, tree in trees(seen.sources)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "flask"
        for alias in node.names
        if alias.name == "request"
    }


def other_request_attribute(seen: Seen) -> Diagnosis | None:
    """Flask: a key gets another part of the request than was asked for."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.framework != "flask" or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    for key in expected:
        if key not in got or got[key] == expected[key]:
            continue
        for attribute, (file, node) in _request_parts(seen):
            place = key_line(seen, key)
            line = getattr(node, "lineno", None)
            if place is None or (file, line) != (place.file, place.line) or not _gives(seen, node, key):
                continue
            return Diagnosis(
                "other-request-attribute",
                f"'{key}' gets request.{attribute} at {place}, and that is {got[key]!r} here;"
                f" {expected[key]!r} is asked for.",
                place,
                "The request has an attribute for each of its parts: the method, the path, the values behind the"
                " question mark.",
            )
    return None


def _gives(seen: Seen, node: ast.AST, key: str) -> bool:
    """Whether this very attribute is the value that the key gets."""
    spot = (getattr(node, "lineno", None), getattr(node, "col_offset", None))
    for _, other in reach.nodes(seen):
        if isinstance(other, ast.Dict):
            pairs = zip(other.keys, other.values, strict=True)
            values = [value for name, value in pairs if isinstance(name, ast.Constant) and name.value == key]
        elif isinstance(other, ast.Call):
            values = [word.value for word in other.keywords if word.arg == key]
        else:
            continue
        if any((value.lineno, value.col_offset) == spot for value in values if last_name(value)):
            return True
    return False


def model_for_query(seen: Seen) -> Diagnosis | None:
    """FastAPI: the function waits for a body, and the request has a query alone."""
    if _missing(seen) != ["body"] or seen.request is None or seen.request.body or seen.function is None:
        return None
    found = model_parameter(seen)
    if found is None:
        return None
    name, model = found
    argument = next(one for one in parameters(seen.function) if one.arg == name)
    place = seen.line_of(argument)
    return Diagnosis(
        "model-read-from-body",
        f"{name!r} ({place}) has the model {model} for its type, so FastAPI reads it from the body; the request sends"
        " its values behind the question mark.",
        place,
        "Single parameters with plain types come from the query. A model does so only where its type says Query().",
    )


def parameter_name_differs(seen: Seen) -> Diagnosis | None:
    """FastAPI: a parameter that nobody sends, and a sent value that no parameter takes."""
    place_of_problem, function = _missing(seen), seen.function
    if len(place_of_problem) != 2 or place_of_problem[0] != "query" or function is None:
        return None
    ours = {one.arg for one in parameters(function)}
    untaken = [name for name in _sent(seen) if name not in ours]
    name = place_of_problem[1]
    if not untaken or name in _sent(seen):
        return None
    argument = next((one for one in parameters(function) if one.arg == name), None)
    place = seen.line_of(argument if argument is not None else function)
    return Diagnosis(
        "parameter-name-differs",
        f"{function.name}() waits for {name!r} ({place}), and the request sends {' and '.join(map(repr, untaken))}:"
        f" {seen.request_line}.",
        place,
        "A value of the query reaches the parameter that has the same name, letter by letter.",
    )


def default_and_type_swapped(seen: Seen) -> Diagnosis | None:
    """Flask: get() has a type where its default belongs."""
    crashed = seen.raised is not None and "Object of type type" in seen.raised.message
    if seen.framework != "flask" or not (crashed or seen.mismatch.aspect is Aspect.JSON):
        return None
    for found in reach.calls(seen, "get"):
        call = found[1]
        second = call.args[1] if len(call.args) > 1 else None
        of_request = isinstance(call.func, ast.Attribute) and last_name(call.func.value) in {
            "args",
            "form",
            "values",
        }
        if (
            not of_request
            or not isinstance(second, ast.Name)
            or second.id not in {"int", "float", "str", "bool"}
        ):
            continue
        place = seen.at(found)
        return Diagnosis(
            "default-and-type-swapped",
            f"The second argument of get() at {place} is its default, and {second.id} stands there. Where nothing was"
            f" sent, {ast.unparse(call.args[0])} is the class {second.id} itself.",
            place,
            "get() takes the name, then the default, then the type. With names nothing can be swapped: default=... and"
            " type=...",
        )
    return None


def query_read_by_hand(seen: Seen) -> Diagnosis | None:
    """FastAPI: the function takes values out of the request itself, and what is missing or bad crashes it."""
    raised = seen.raised
    if (
        seen.framework != "fastapi"
        or raised is None
        or raised.type not in {"KeyError", "ValueError", "TypeError"}
    ):
        return None
    if not seen.should_be_refused:
        return None
    for file, node in reach.nodes(seen):
        if isinstance(node, ast.Attribute) and node.attr == "query_params":
            place = seen.place(raised.place)
            return Diagnosis(
                "query-read-by-hand",
                f"The code reads the query by itself ({at(seen.sources, (file, node))}). {seen.request_line} does not"
                f" fit, and {place} raises {raised.short_type}: the client gets 500.",
                at(seen.sources, (file, node)),
                "Make each value a parameter of the function, with its type. Then FastAPI checks it, and answers 422"
                " where it is missing or does not fit.",
            )
    return None


def refused_by_hand(seen: Seen) -> Diagnosis | None:
    """FastAPI: the function refuses by itself what a type would have FastAPI refuse."""
    wants_place = seen.mismatch.aspect is Aspect.NAMED and isinstance(seen.mismatch.expected_value, list)
    other_status = (
        seen.mismatch.aspect is Aspect.STATUS and seen.mismatch.expected_value == 422 and seen.status == 400
    )
    if seen.framework != "fastapi" or not (wants_place or other_status) or seen.status not in {400, 422}:
        return None
    for file, node in reach.nodes(seen):
        raises = isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call)
        if raises and isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
            name, place = last_name(node.exc.func), at(seen.sources, (file, node))
            what = (
                f"with the status {seen.status}"
                if other_status
                else "and does not say which value is at fault"
            )
            return Diagnosis(
                "refused-by-hand",
                f"The code refuses by itself ({name} at {place}) {what}. FastAPI's own refusal is 422, and it names the"
                " place of the value.",
                place,
                "Give the parameter its type and leave the refusal to FastAPI: no code of yours is needed for it.",
            )
    return None


def _missing(seen: Seen) -> list[str]:
    """The place where FastAPI found nothing; empty where it complains of something else."""
    if seen.framework != "fastapi" or seen.status != 422 or seen.should_be_refused:
        return []
    match seen.json:
        case {"detail": [{"type": "missing", "loc": [*steps]}, *_]}:
            return [str(step) for step in steps]
    return []


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    default_and_type_swapped,
    query_read_by_hand,
    refused_by_hand,
    model_for_query,
    parameter_name_differs,
    query_as_path_variable,
    query_taken_as_argument,
    query_read_elsewhere,
    query_not_taken_apart,
)
