"""What should have been refused was taken, or it was refused with too little or too much said."""

from __future__ import annotations

import ast
import html
from collections.abc import Callable

from checker.coaching.answers.first_round import only_first_round
from checker.coaching.reading.declared import Declared, fields_declared, has_default, parameters_of
from checker.coaching.reading.finding import at
from checker.coaching.reading.received import BODY_PARTS, keys_read, nodes_of
from checker.coaching.reading.returned import answered_at
from checker.coaching.reading.routes import variables
from checker.coaching.reading.sent import fields_of, has_header
from checker.coaching.reading.source import nodes
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

# --- what is missing or wrong is not refused as it should be --------------------------------------


def catch_all_handler(seen: Seen) -> Diagnosis | None:
    """An error handler for every exception also takes the framework's own 404, 405 and 415."""
    if seen.status != 500 or seen.raised or not seen.should_be_refused:
        return None
    handler = next((node for node in nodes(seen.sources) if _handles_everything(node[1])), None)
    if handler is None:
        return None
    return Diagnosis(
        "catch-all-handler",
        f"Your handler for every exception answers 500 where {seen.title} itself would have said"
        f" {seen.mismatch.expected_value}.",
        seen.at(handler),
        "The framework's own refusals are exceptions too. Let the handler give those back as they are.",
    )


def error_with_status_200(seen: Seen) -> Diagnosis | None:
    """The body speaks of an error, and the status says that all is well."""
    if not seen.is_fine or not seen.should_be_refused or not seen.response:
        return None
    value = seen.json
    if isinstance(value, list) and value and value[-1] == seen.mismatch.expected_value and len(value) > 1:
        return Diagnosis(
            "status-inside-json",
            f"The status {value[-1]} stands inside the JSON: {seen.response.text.strip()[:120]}. The answer's own"
            f" status is {seen.status}.",
            answered_at(seen),
            "The status stands beside the body and outside of the parentheses. Write `return body, status`."
            if seen.framework == "flask"
            else "That is how Flask does it. In FastAPI you raise HTTPException with the status, or you name the status"
            " in the decorator.",
        )
    if not _speaks_of_an_error(seen):
        return None
    return Diagnosis(
        "error-with-status-200",
        f"The body speaks of an error, and the status is still {seen.status}: {seen.response.text.strip()[:120]}",
        answered_at(seen),
        "A client looks at the status first. In Flask it is the second value: `return body, status`."
        if seen.framework == "flask"
        else "A client looks at the status first. In FastAPI raise HTTPException with the status and the words.",
    )


_ERROR_WORDS = ("error", "missing", "required", "invalid", "bad request", "not found", "must", "needed")


def _speaks_of_an_error(seen: Seen) -> bool:
    """Whether the answer is a refusal in words: it shows nothing that was sent, but for short words."""
    text = seen.response.text.lower() if seen.response else ""
    sent = fields_of(seen.request) if seen.request else {}
    shown = [
        value
        for value in sent.values()
        if isinstance(value, str) and len(value) > 2 and value.lower() in text
    ]
    if any(word in text for word in _ERROR_WORDS[:4]):
        return True
    read = {key for key, _ in keys_read(seen, *BODY_PARTS)} - sent.keys()
    return not shown and (any(key in text for key in read) or any(word in text for word in _ERROR_WORDS))


def missing_value_accepted(seen: Seen) -> Diagnosis | None:
    """A value that did not come was taken as None or as a default."""
    expected = seen.mismatch.expected_value
    if not seen.should_be_refused or expected in {404, 405, 415} or not seen.is_fine:
        return None
    if not seen.response or seen.request is None:
        return None
    found = _read_and_not_sent(seen)
    if (early := only_first_round(seen)) is not None:
        return early
    if found is None and not _empty_value_answered(seen):
        return None
    name, place = found or ("", seen.view_place)
    what = f"leaves {name!r} out" if name else "leaves a value out"
    return Diagnosis(
        "missing-value-accepted",
        f"The request {what}, and {seen.who} answered {seen.status} all the same:"
        f" {seen.response.text.strip()[:120]}",
        place,
        "get() gives None, or its second argument, where a field did not come: look for the field before you use it."
        if seen.framework == "flask" or name not in _names_with_default(seen)
        else "A default, such as None, makes a value optional. Without a default FastAPI requires it.",
    )


def _read_and_not_sent(seen: Seen) -> tuple[str, Place] | None:
    """A value that the code reads, or declares with a default, and that the request does not bring."""
    assert seen.request is not None
    sent = fields_of(seen.request)
    for one in _with_default(seen):
        came = has_header(seen.request, one.key) if one.source == "Header" else one.key in sent
        if not came:
            return one.name, at(seen.sources, one.found)
    if "?" in seen.request.target or (not sent and seen.framework == "flask"):
        return None
    parts = BODY_PARTS if sent else ("headers",)
    for key, node in keys_read(seen, *parts):
        if not (has_header(seen.request, key) if not sent else key in sent):
            return key, seen.at(node)
    return None


def _with_default(seen: Seen) -> list[Declared]:
    """FastAPI: what may be left out of a body or of the headers, because it has a default."""
    if seen.framework != "fastapi" or seen.request is None:
        return []
    wanted = {"Header"} if not fields_of(seen.request) else {"Body", "Form", None}
    return [
        one
        for one in [*parameters_of(seen), *fields_declared(seen)]
        if has_default(one) and one.source in wanted and (one.source is not None or one.model is not None)
    ]


def _names_with_default(seen: Seen) -> set[str]:
    return {one.name for one in _with_default(seen)}


def limit_not_declared(seen: Seen) -> Diagnosis | None:
    """FastAPI: every field came with the right type, and one of them is out of its limits."""
    if seen.framework != "fastapi" or not seen.should_be_refused or not seen.is_fine:
        return None
    if seen.mismatch.expected_value == 405 or not seen.request or not fields_of(seen.request):
        return None
    return Diagnosis(
        "bad-input-accepted",
        f"{seen.who} took {seen.request.body.decode('utf-8', 'replace')[:120]} and answered {seen.status}.",
        seen.view_place,
        "A type says what kind of value it is, not how large or how long. Field(...) adds limits.",
    )


def method_accepted(seen: Seen) -> Diagnosis | None:
    """405 was asked for, and a view took the request: its route names the method."""
    if seen.mismatch.expected_value != 405 or not seen.should_be_refused or seen.route is None:
        return None
    if not seen.request or seen.status is None or seen.request.method not in seen.route.methods:
        return None
    return Diagnosis(
        "method-accepted",
        f"{seen.who} takes {seen.request.method} as well, and answers it with {seen.status}. It should not be"
        " reached at all.",
        seen.view_place,
        "Let the route name only the methods that it is meant for. The framework refuses the others with 405.",
    )


# --- the answer says too little or too much -------------------------------------------------------


def input_echoed(seen: Seen) -> Diagnosis | None:
    """The refusal repeats what was sent."""
    if seen.mismatch.aspect is not Aspect.NAMED or not seen.request or not seen.response:
        return None
    body = html.unescape(seen.response.text)
    if seen.framework != "flask" or not any(f"'{key}': " in body for key in fields_of(seen.request)):
        return None
    return Diagnosis(
        "input-echoed",
        f"The answer repeats the form that came in, and a form may hold a password: {body.strip()[:120]}",
        answered_at(seen),
        "Say which field is missing, and nothing of what was sent.",
    )


def default_error_page(seen: Seen) -> Diagnosis | None:
    """Flask's own page for 400 names nothing."""
    if seen.mismatch.aspect is not Aspect.NAMED or seen.framework != "flask" or not seen.response:
        return None
    if f"<title>{seen.status} " not in seen.response.text or "browser (or proxy)" not in seen.response.text:
        return None
    return Diagnosis(
        "default-error-page",
        f"The answer is Flask's own page for {seen.status}. It does not say which field is missing.",
        _where_it_is_taken(seen) or answered_at(seen),
        "request.form['name'] and abort(400) both answer with this page. Look for the field yourself, and write"
        " the answer's body with its name.",
    )


def both_fields_named(seen: Seen) -> Diagnosis | None:
    """One message for every case."""
    missing = seen.mismatch.expected_value
    if seen.mismatch.aspect is not Aspect.NAMED or not seen.request or not isinstance(missing, str):
        return None
    got = seen.mismatch.got.lower()
    sent = fields_of(seen.request)
    if missing in sent or missing not in got or not any(key in got for key in sent):
        return None
    return Diagnosis(
        "both-fields-named",
        f"The answer names '{missing}', which is missing, and also a field that was sent:"
        f" {seen.mismatch.got[:120]}",
        answered_at(seen),
        "Ask for each field on its own, so that each has a message of its own.",
    )


def secret_in_answer(seen: Seen) -> Diagnosis | None:
    """A password that was sent comes back, where nobody asked for it."""
    if seen.mismatch.aspect not in {Aspect.JSON, Aspect.HEADER} or not seen.request or not seen.response:
        return None
    secret = fields_of(seen.request).get("password")
    if not isinstance(secret, str) or secret in str(seen.mismatch.expected_value):
        return None
    if not seen.is_fine or not secret:
        return None
    in_header = seen.mismatch.aspect is Aspect.HEADER
    if not (seen.mismatch.got.startswith("the password") if in_header else secret in seen.response.text):
        return None
    if (excluding := _excluded_otherwise(seen)) is not None and not in_header:
        return Diagnosis(
            "password-in-answer",
            f"The password that came in goes out again: the decorator at {excluding} leaves something else out.",
            excluding,
            "Compare the names letter by letter. A response_model without the field can not go wrong in this way.",
        )
    where = seen.mismatch.got.removeprefix("the password ") if in_header else "in the body of the answer"
    return Diagnosis(
        "password-in-answer",
        f"The password that came in goes out again, {where[:200]}.",
        (_header_line(seen) if in_header else None) or answered_at(seen),
        "Build the answer from the values that a client may see, instead of sending back what came in.",
    )


def _excluded_otherwise(seen: Seen) -> Place | None:
    """FastAPI: the decorator names what is left out of the answer."""
    for item in seen.function.decorator_list if seen.function is not None else ():
        for word in getattr(item, "keywords", ()):
            if word.arg == "response_model_exclude":
                return seen.line_of(word.value)
    return None


def _where_it_is_taken(seen: Seen) -> Place | None:
    """Where the missing field is taken with square brackets: the line that makes Flask answer by itself."""
    wanted = seen.mismatch.expected_value
    if any(isinstance(node, ast.Call) and last_name(node.func) == "abort" for _, node in nodes_of(seen)):
        return None
    found = (node for key, node in keys_read(seen, "form", "values") if key == wanted)
    return next((seen.at(node) for node in found if isinstance(node[1], ast.Subscript)), None)


def _header_line(seen: Seen) -> Place | None:
    """Where a cookie, a header or the session is given a value."""
    for file, node in nodes_of(seen):
        called = isinstance(node, ast.Call) and last_name(node.func) == "set_cookie"
        named = isinstance(node, ast.keyword) and node.arg == "headers"
        if called or named or _is_stored(node):
            return seen.at((file, node))
    return None


def _is_stored(node: ast.AST) -> bool:
    """Whether a value goes into the session or the headers."""
    stored = isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store)
    return stored and (last_name(node.value) or "") in {"session", "headers", "cookies"}  # type: ignore[attr-defined]


# --- questions about the evidence and the source ----------------------------------------------------


def _empty_value_answered(seen: Seen) -> bool:
    """Whether the answer shows an empty value for something that the request does not send at all."""
    if not seen.request or not seen.response or "?" in seen.request.target:
        return False
    if seen.route is not None and variables(seen.framework, seen.route.rule):
        return False
    value = seen.json
    if not isinstance(value, dict):
        return "None" in seen.response.text
    sent = fields_of(seen.request)
    return any(value[key] in (None, "") for key in value if key not in sent)


def _handles_everything(node: ast.AST) -> bool:
    """Whether a function is the handler for Exception."""
    decorators = node.decorator_list if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else []
    return any(
        isinstance(item, ast.Call)
        and isinstance(item.func, ast.Attribute)
        and item.func.attr in {"errorhandler", "app_errorhandler", "exception_handler"}
        and any(isinstance(argument, ast.Name) and argument.id == "Exception" for argument in item.args)
        for item in decorators
    )


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    catch_all_handler,
    method_accepted,
    error_with_status_200,
)
"""Seen in the source."""

LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    missing_value_accepted,
    limit_not_declared,
    input_echoed,
    default_error_page,
    both_fields_named,
    secret_in_answer,
)
"""Concluded from the answer."""
