"""The right view answered, and its answer is not what was asked for."""

from __future__ import annotations

import ast
import json
from urllib.parse import parse_qsl, unquote

from checker.coaching.answers import json_shape, json_types, json_values
from checker.coaching.answers.delivery import yielded
from checker.coaching.answers.escaping import values_sent
from checker.coaching.answers.unsendable import set_returned
from checker.coaching.asking import query
from checker.coaching.reading import reach
from checker.coaching.reading.answering import answer_line, call_line, key_line, text_line
from checker.coaching.reading.parameters import input_names, model_parameter, untaken_variable
from checker.coaching.reading.source import nodes, trees
from checker.coaching.reading.templates import filled, line_in
from checker.coaching.routing import links
from checker.coaching.routing.decorators import decorator_above_route, wrapper_returns_nothing
from checker.coaching.seen import NOT_JSON, Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


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
        _line_of_text(seen, got),
        "Compare the two character by character.",
    )


def text_cut_off(seen: Seen) -> Diagnosis | None:
    """The answer begins as it should, and ends too early."""
    texts = _different_texts(seen)
    if texts is None or seen.mismatch.aspect is not Aspect.TEXT:
        return None
    expected, got = texts
    if len(got) < 4 or not expected.startswith(got):
        return None
    return Diagnosis(
        "text-cut-off",
        f"The answer begins well and ends too early: '{got}', and not '{expected}'.",
        seen.view_place,
        "Does something take only a part of the value, such as split() or a slice?",
    )


def still_encoded(seen: Seen) -> Diagnosis | None:
    """The answer shows %20 and its like, as it stood in the URL."""
    texts = _different_texts(seen)
    if texts is None or unquote(texts[1]) != texts[0]:
        return None
    return Diagnosis(
        "still-percent-encoded",
        f"The answer shows the text as it was packed for the URL: '{texts[1]}', and not '{texts[0]}'.",
        _line_of_text(seen, texts[1]),
        "The framework unpacks the variables of a path. Take the value that the function receives, and no part of"
        " the request's address.",
    )


def other_address(seen: Seen) -> Diagnosis | None:
    """A link that is right but for the host before it or the query after it."""
    texts = _different_texts(seen)
    return links.other_address(seen, *texts) if texts is not None and texts[0].startswith("/") else None


def json_for_text(seen: Seen) -> Diagnosis | None:
    """JSON came where plain text was asked for."""
    if seen.mismatch.aspect is not Aspect.TEXT or not seen.response or not seen.response.is_json:
        return None
    return Diagnosis(
        "json-instead-of-text",
        f"The task asks for plain text; your view answers with JSON: {seen.mismatch.got[:80]}",
        answer_line(seen),
        "Return the text itself, without jsonify and without a dict around it.",
    )


def text_for_json(seen: Seen) -> Diagnosis | None:
    """Text came where JSON was asked for."""
    if seen.mismatch.aspect is not Aspect.KIND or not seen.response:
        return None
    value = seen.json
    if _python_value(seen.response.text) is not None and value is NOT_JSON:
        return _text_of_a_dict(seen)
    if (rendered := _rendered(seen)) is not None:
        return rendered
    kind = seen.response.media_type or "no content type"
    if value is NOT_JSON:
        message = f"The task asks for JSON; your view answers with {kind}."
    else:
        message = (
            f"The body looks like JSON, but your view sends it as {kind}, so a client takes it for text."
        )
    if (chosen := _response_class(seen, kind)) is not None:
        return chosen
    hint = "Return the dict itself: Flask makes JSON of it." if seen.framework == "flask" else (
        "Return the dict itself: FastAPI makes JSON of it."
    )  # fmt: skip
    return Diagnosis("text-instead-of-json", message, answer_line(seen), hint)


def _response_class(seen: Seen, kind: str) -> Diagnosis | None:
    """FastAPI: the decorator, or the app, says that every answer is a text or a page."""
    words = [
        word
        for item in (seen.function.decorator_list if seen.function else ())
        for word in getattr(item, "keywords", ())
    ]
    place = next((seen.line_of(word.value) for word in words if word.arg == "response_class"), None)
    for found in nodes(seen.sources) if place is None else ():
        if isinstance(found[1], ast.keyword) and found[1].arg == "default_response_class":
            place = seen.at(found)
    if place is None or seen.framework != "fastapi":
        return None
    return Diagnosis(
        "text-instead-of-json",
        f"The task asks for JSON. The class of the response at {place} makes {kind} of whatever the function returns.",
        place,
        "Leave that argument out: FastAPI makes JSON of a value by itself, and a text becomes a JSON text in quotes.",
    )


def _rendered(seen: Seen) -> Diagnosis | None:
    """A template makes the body."""
    call = next(reach.calls(seen, "render_template", "render_template_string", "TemplateResponse"), None)
    if call is None:
        return None
    return Diagnosis(
        "json-from-a-template",
        f"The task asks for JSON, and {seen.at(call)} makes the body with a template. A template makes HTML.",
        seen.at(call),
        "Return the dict itself: the framework makes JSON of it. A template escapes for HTML, so a quote in a value"
        " would break the JSON.",
    )


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
        call_line(seen, "str", "repr") or answer_line(seen),
        "str() and an f-string write a dict in Python's own way. Return the dict itself.",
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
        call_line(seen, "dumps", "model_dump_json", "json") or answer_line(seen),
        "Return the dict itself. The framework turns it into JSON once; json.dumps before it is one time too many.",
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
        _line_of_null(seen),
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


def keys_differ(seen: Seen) -> Diagnosis | None:
    """The object has other keys than were asked for."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    missing = [f"'{key}'" for key in expected if key not in got]
    extra = [f"'{key}'" for key in got if key not in expected]
    if not missing and not extra:
        return None
    strange = [key for key in got if key not in expected]
    parts = [f"{' and '.join(missing)} {_is(missing)} missing"] if missing else []
    parts += [f"{' and '.join(extra[:5])} {_is(extra)} not asked for"] if extra else []
    return Diagnosis(
        "wrong-keys",
        f"The JSON object has other keys than the task asks for: {', and '.join(parts)}.",
        key_line(seen, strange[0]) if strange else answer_line(seen),
        "Keys are compared letter by letter.",
    )


def _is(names: list[str]) -> str:
    return "are" if len(names) > 1 else "is"


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
        f"Asked for: {seen.mismatch.expected[:120]}. What came: {seen.mismatch.got[:120]}." + who,
        _line_of_difference(seen),
        "kata did not see why. Follow this request through the function that answers it: which value there is not what"
        " you think? print() shows a value in the app's output.",
    )


def _line_of_text(seen: Seen, got: str) -> Place | None:
    """Where a text was written that is not quite right; in JSON, where its key gets its value."""
    if seen.mismatch.aspect is Aspect.JSON and (key := _first_key(seen)) is not None:
        return key_line(seen, key)
    template = filled(seen) if seen.mismatch.aspect is Aspect.TEXT else None
    lines = (template.text or "").split("\n") if template else []
    written = next(
        (number for number, line in enumerate(lines, 1) if got.strip() and got.strip() in line), None
    )
    if template is not None and written is not None:
        return line_in(seen, template, written)
    return text_line(seen, got)


def _line_of_null(seen: Seen) -> Place | None:
    """Where the key gets its value that should hold what was sent."""
    key = _first_key(seen)
    return key_line(seen, key) if key is not None else answer_line(seen)


def _line_of_difference(seen: Seen) -> Place | None:
    if seen.mismatch.aspect is Aspect.JSON and (key := _first_key(seen)) is not None:
        return key_line(seen, key)
    if seen.mismatch.aspect in {Aspect.TEXT, Aspect.JSON}:
        return text_line(seen, seen.mismatch.got)
    return seen.view_place


def _first_key(seen: Seen) -> str | None:
    """The first key of an object whose value is not what was asked for; None where the keys differ, too."""
    expected, got = seen.mismatch.expected_value, seen.json
    if not isinstance(expected, dict) or not isinstance(got, dict) or expected.keys() != got.keys():
        return None
    return next((key for key in expected if expected[key] != got[key]), None)


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


def sent_value_changed(seen: Seen) -> Diagnosis | None:
    """The text is right but for one thing that was sent: something else stands in its place."""
    expected, got = seen.mismatch.expected_value, seen.mismatch.got
    if seen.mismatch.aspect is not Aspect.TEXT or not isinstance(expected, str) or not seen.is_fine:
        return None
    for value in values_sent(seen):
        before, found, behind = expected.partition(value)
        if not found or len(got) < len(before) + len(behind) or not before + behind:
            continue
        instead = got[len(before) : len(got) - len(behind)]
        if not got.startswith(before) or not got.endswith(behind) or instead in {"", value}:
            continue
        place = text_line(seen, before)
        return Diagnosis(
            "sent-value-changed",
            f"{value!r} was sent, and {instead[:80]!r} stands in its place. The rest of the text is right.",
            place,
            "Something changes this one value on its way into the answer. Follow it from the request to the text.",
        )
    return None


def _letters(text: str) -> str:
    return "".join(letter.lower() for letter in text if letter.isalnum())


RULES = (
    json_for_text,
    json_twice,
    *json_shape.FIRST,
    text_of_a_dict,
    text_nearly_right,
    still_encoded,
    other_address,
    yielded,
    text_for_json,
    wrapper_returns_nothing,
    set_for_dict,
    decorator_above_route,
    *json_shape.RULES,
    *json_types.RULES,
    *json_values.RULES,
    variable_not_taken,
    json_values.value_written_down,
    query_name_unread,
    query.other_request_attribute,
    keys_differ,
    *json_shape.LAST,
    text_cut_off,
    sent_value_changed,
    json_values.one_value_differs,
)
