"""The right view answered, and its answer is not what was asked for."""

from __future__ import annotations

import ast
import json
from urllib.parse import parse_qsl, unquote, urlsplit

from checker.coaching.delivery import yielded
from checker.coaching.exceptions import set_returned
from checker.coaching.parameters import input_names, model_parameter, untaken_variable
from checker.coaching.seen import NOT_JSON, Seen
from checker.coaching.source import trees
from checker.coaching.written import route_owner
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


def text_nearly_right(seen: Seen) -> Diagnosis | None:
    """The text, or a text in the JSON, differs in capitals, spaces or punctuation alone."""
    texts = _different_texts(seen)
    if texts is None:
        return None
    expected, got = texts
    if _letters(expected) != _letters(got) or not _letters(expected):
        return None
    what = "capital letters" if expected.lower() == got.lower() else "punctuation or spaces"
    return Diagnosis(
        "text-nearly-right",
        f"The text is right but for {what}: '{expected}' is asked for, '{got}' came.",
        seen.view_place,
        "Compare the two character by character.",
    )


def still_encoded(seen: Seen) -> Diagnosis | None:
    """The answer shows %20 and its like, as it stood in the URL."""
    texts = _different_texts(seen)
    if texts is None or unquote(texts[1]) != texts[0]:
        return None
    return Diagnosis(
        "still-percent-encoded",
        f"The answer shows the text as it was packed for the URL: '{texts[1]}', and not '{texts[0]}'.",
        seen.view_place,
        "The framework unpacks the variables of a path. Take the value that the function receives, and no part of"
        " the request's address.",
    )


def other_address(seen: Seen) -> Diagnosis | None:
    """A link that is right but for the host before it or the query after it."""
    texts = _different_texts(seen)
    if texts is None or not texts[0].startswith("/"):
        return None
    try:
        got = urlsplit(texts[1])
    except ValueError:
        return None
    if got.path != texts[0]:
        return None
    if got.netloc:
        cause, what = "absolute-url", f"'{got.scheme}://{got.netloc}' stands before it"
    else:
        cause, what = "query-in-address", f"'?{got.query}' was added to it"
    return Diagnosis(
        cause,
        f"The address '{texts[0]}' is asked for, and {what}: '{texts[1]}'.",
        seen.view_place,
        "A path has no host before it and ends before the question mark. url_for makes a path unless it is told"
        " _external=True, and puts each value that the rule has no variable for behind a question mark.",
    )


def json_for_text(seen: Seen) -> Diagnosis | None:
    """JSON came where plain text was asked for."""
    if seen.mismatch.aspect is not Aspect.TEXT or not seen.response or not seen.response.is_json:
        return None
    return Diagnosis(
        "json-instead-of-text",
        f"The task asks for plain text; your view answers with JSON: {seen.mismatch.got[:80]}",
        seen.view_place,
        "Return the text itself, without jsonify and without a dict around it.",
    )


def text_for_json(seen: Seen) -> Diagnosis | None:
    """Text came where JSON was asked for."""
    if seen.mismatch.aspect is not Aspect.KIND or not seen.response:
        return None
    value = seen.json
    if _python_value(seen.response.text) is not None and value is NOT_JSON:
        return _text_of_a_dict(seen)
    kind = seen.response.media_type or "no content type"
    if value is NOT_JSON:
        message = f"The task asks for JSON; your view answers with {kind}."
    else:
        message = (
            f"The body looks like JSON, but your view sends it as {kind}, so a client takes it for text."
        )
    hint = "Return the dict itself: Flask makes JSON of it." if seen.framework == "flask" else (
        "Return the dict itself: FastAPI makes JSON of it."
    )  # fmt: skip
    return Diagnosis("text-instead-of-json", message, seen.view_place, hint)


def set_for_dict(seen: Seen) -> Diagnosis | None:
    """FastAPI makes a list of a set."""
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(seen.json, list):
        return None
    return set_returned(seen) if isinstance(seen.mismatch.expected_value, dict) else None


def text_of_a_dict(seen: Seen) -> Diagnosis | None:
    """A JSON text that holds a dict as Python prints it."""
    value = seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(value, str) or _python_value(value) is None:
        return None
    return _text_of_a_dict(seen)


def _text_of_a_dict(seen: Seen) -> Diagnosis:
    return Diagnosis(
        "dict-as-python-text",
        f"The answer is a dict as Python prints it, and not JSON: {seen.mismatch.got[-80:]}",
        seen.view_place,
        "str() and an f-string write a dict in Python's own way. Return the dict itself.",
    )


def returned_null(seen: Seen) -> Diagnosis | None:
    """FastAPI made `null` of a function that returns nothing."""
    if seen.mismatch.aspect is not Aspect.JSON or seen.json is not None:
        return None
    return Diagnosis(
        "view-returned-none",
        "The body is null: the function comes to its end without returning anything.",
        seen.view_place,
        "print() writes to your terminal. The client gets what the function returns.",
    )


def json_twice(seen: Seen) -> Diagnosis | None:
    """A JSON text inside a JSON text."""
    value = seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(value, str):
        return None
    try:
        inner = json.loads(value)
    except (ValueError, RecursionError):
        return None
    if not isinstance(inner, (dict, list)) and inner != seen.mismatch.expected_value:
        return None
    return Diagnosis(
        "json-twice",
        "The answer is a JSON text that holds JSON: it was turned into text twice.",
        seen.view_place,
        "Return the dict itself. The framework turns it into JSON once; json.dumps before it is one time too many.",
    )


def type_differs(seen: Seen) -> Diagnosis | None:
    """One value is right but for its type."""
    found = _first_type_difference(seen.mismatch.expected_value, seen.json, "")
    if seen.mismatch.aspect is not Aspect.JSON or found is None:
        return None
    where, expected, got = found
    return Diagnosis(
        "number-as-text" if isinstance(got, str) and isinstance(expected, int) else "wrong-json-type",
        f"{where or 'The answer'} is {_kind(got)} {json.dumps(got)}; {_kind(expected)} {json.dumps(expected)} is"
        " asked for.",
        seen.view_place,
        "What comes in a URL is text until something turns it into a number: a converter in the rule (Flask)"
        " or a type on the parameter (FastAPI).",
    )


def variable_not_taken(seen: Seen) -> Diagnosis | None:
    """FastAPI drops a part of the path that the function does not ask for."""
    if seen.mismatch.aspect not in {Aspect.TEXT, Aspect.JSON} or seen.route is None:
        return None
    name = untaken_variable(seen)
    if name is None:
        return None
    return Diagnosis(
        "path-variable-not-taken",
        f"The path '{seen.route.rule}' has the variable {name!r}, and the function has no parameter of that name:"
        " it does not learn what stood there.",
        seen.view_place,
        "A parameter gets the part of the path that has the same name, letter by letter.",
    )


def query_name_unread(seen: Seen) -> Diagnosis | None:
    """A value was sent in the query under a name that the learner's code does not have."""
    if seen.mismatch.aspect is not Aspect.JSON or seen.request is None or seen.function is None:
        return None
    sent = [name for name, _ in parse_qsl(seen.request.target.partition("?")[2])]
    known = {name for _, tree in trees(seen.sources) for name in input_names(tree)}
    if sent and seen.framework == "fastapi" and (model := model_parameter(seen)) is not None:
        return model_from_body(seen, *model)
    unknown = next((name for name in sent if name not in known), None)
    if unknown is None:
        return None
    return Diagnosis(
        "query-name-unread",
        f"The request sends {unknown!r} in the query, and nothing in your code has that name.",
        seen.view_place,
        "A value of the query reaches the code only under the name with which it was sent.",
    )


def model_from_body(seen: Seen, name: str, model: str) -> Diagnosis:
    """FastAPI takes a model from the body, and the values were in the query."""
    return Diagnosis(
        "model-read-from-body",
        f"{name!r} has the model {model} for its type, so FastAPI reads it from the body; the request sends its"
        " values in the query.",
        seen.view_place,
        "Single parameters with plain types come from the query. A model does so only where its type says Query().",
    )


def decorator_above_route(seen: Seen) -> Diagnosis | None:
    """A decorator above the route's: what it makes is never registered."""
    decorators = seen.function.decorator_list if seen.function else []
    routes = [number for number, item in enumerate(decorators) if route_owner(item) is not None]
    if not routes or seen.route is None or seen.route.place is None:
        return None
    above = next((item for item in decorators[: routes[0]] if route_owner(item) is None), None)
    if above is None:
        return None
    place = seen.line_of(above)
    return Diagnosis(
        "decorator-above-route",
        f"The decorator at {place} stands above the route's, so the route keeps the function without it.",
        place,
        "Decorators are applied from the bottom to the top. The route's decorator has to be the topmost.",
    )


def keys_differ(seen: Seen) -> Diagnosis | None:
    """The object has other keys than were asked for."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    missing = [f"'{key}'" for key in expected if key not in got]
    extra = [f"'{key}'" for key in got if key not in expected]
    if not missing and not extra:
        return None
    parts = [f"{', '.join(missing)} is missing"] if missing else []
    parts += [f"{', '.join(extra[:5])} is not asked for"] if extra else []
    return Diagnosis(
        "wrong-keys",
        f"The JSON object has other keys than the task asks for: {' and '.join(parts)}.",
        seen.view_place,
        "Keys are compared letter by letter.",
    )


def only_seen(seen: Seen) -> Diagnosis:
    """No rule knows the cause: say what was seen, and who answered."""
    who = f" {seen.who} answered." if seen.route else ""
    causes = {
        Aspect.STATUS: "wrong-status",
        Aspect.TEXT: "wrong-text",
        Aspect.JSON: "wrong-json",
        Aspect.HEADER: "wrong-header",
        Aspect.NAMED: "not-named",
    }
    return Diagnosis(
        causes.get(seen.mismatch.aspect, "not-as-expected"),
        f"Expected {seen.mismatch.expected[:120]}, got {seen.mismatch.got[:120]}.{who}",
        seen.view_place,
    )


def _different_texts(seen: Seen) -> tuple[str, str] | None:
    """The text that was asked for and the one that came; in JSON objects, the first that differs."""
    expected = seen.mismatch.expected_value
    if seen.mismatch.aspect is Aspect.TEXT:
        return (expected, seen.mismatch.got) if isinstance(expected, str) else None
    if seen.mismatch.aspect is not Aspect.JSON:
        return None
    return _first_text(expected, seen.json)


def _first_text(expected: object, got: object) -> tuple[str, str] | None:
    if isinstance(expected, str) and isinstance(got, str):
        return (expected, got) if expected != got else None
    if not isinstance(expected, dict) or not isinstance(got, dict) or expected.keys() != got.keys():
        return None
    pairs = (_first_text(expected[key], got[key]) for key in expected)
    return next((pair for pair in pairs if pair is not None), None)


def _python_value(text: str) -> object:
    """The dict or list that a text writes as Python does and JSON does not; None for any other text."""
    try:
        value = ast.literal_eval(text.strip()[:2_000])
    except (ValueError, SyntaxError, RecursionError, MemoryError):
        return None
    return value if isinstance(value, (dict, list)) else None


def _letters(text: str) -> str:
    return "".join(letter.lower() for letter in text if letter.isalnum())


def _first_type_difference(expected: object, got: object, where: str) -> tuple[str, object, object] | None:
    if isinstance(expected, dict) and isinstance(got, dict):
        for key in expected:
            if key in got:
                found = _first_type_difference(expected[key], got[key], f"'{key}'")
                if found is not None:
                    return found
        return None
    if type(expected) is type(got) or isinstance(got, (dict, list)) or got is NOT_JSON:
        return None
    return (where, expected, got) if str(expected).lower() == str(got).lower() else None


def _kind(value: object) -> str:
    names = {bool: "a truth value", int: "the number", float: "the number", str: "the text"}
    return names.get(type(value), "the value")


RULES = (
    json_for_text,
    json_twice,
    text_of_a_dict,
    text_nearly_right,
    still_encoded,
    other_address,
    yielded,
    text_for_json,
    returned_null,
    set_for_dict,
    type_differs,
    variable_not_taken,
    query_name_unread,
    keys_differ,
    decorator_above_route,
)
