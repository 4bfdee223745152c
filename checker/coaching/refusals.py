"""What should have been refused was taken, or it was refused with too little or too much said."""

from __future__ import annotations

import ast
import html
from collections.abc import Callable

from checker.coaching.routes import variables
from checker.coaching.seen import Seen
from checker.coaching.sent import fields_of
from checker.coaching.source import nodes
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

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
    if seen.status != 200 or not seen.should_be_refused or not seen.response:
        return None
    value = seen.json
    if isinstance(value, list) and value and value[-1] == seen.mismatch.expected_value:
        return Diagnosis(
            "status-inside-json",
            f"The status {value[-1]} stands inside the JSON: {seen.response.text.strip()[:120]}. The answer's own"
            " status is 200.",
            seen.view_place,
            "The status goes beside the body, outside the parentheses: `return body, status`.",
        )
    if not any(word in seen.response.text.lower() for word in ("error", "missing", "required", "invalid")):
        return None
    return Diagnosis(
        "error-with-status-200",
        f"The body speaks of an error, and the status is still 200: {seen.response.text.strip()[:120]}",
        seen.view_place,
        "A client looks at the status first. Flask takes it as a second value: `return body, status`; in FastAPI"
        " raise HTTPException.",
    )


def missing_value_accepted(seen: Seen) -> Diagnosis | None:
    """A value that did not come was taken as None or as a default."""
    expected = seen.mismatch.expected_value
    if not seen.should_be_refused or expected in {404, 405, 415} or not seen.is_fine:
        return None
    if not seen.response or not _empty_value_answered(seen):
        return None
    return Diagnosis(
        "missing-value-accepted",
        f"The request leaves a value out, and {seen.who} answered {seen.status} all the same:"
        f" {seen.response.text.strip()[:120]}",
        seen.view_place,
        "get() gives None where a field did not come: look for that before you use it."
        if seen.framework == "flask"
        else "A default, such as None, makes a value optional. Without a default FastAPI requires it.",
    )


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


def refused_get(seen: Seen) -> Diagnosis | None:
    """405 was asked for; the route takes the method, and the view then fails on it."""
    if seen.mismatch.expected_value != 405 or seen.route is None or not seen.request or seen.raised:
        return None
    if seen.status is None or not 400 <= seen.status < 500:
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
        seen.view_place,
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
        seen.view_place,
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
        seen.view_place,
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
    where = seen.mismatch.got.removeprefix("the password ") if in_header else "in the body of the answer"
    return Diagnosis(
        "password-in-answer",
        f"The password that came in goes out again, {where[:200]}.",
        seen.view_place,
        "Build the answer from the values that a client may see, instead of sending back what came in.",
    )


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


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (catch_all_handler,)
"""Seen in the source."""

LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    error_with_status_200,
    missing_value_accepted,
    limit_not_declared,
    refused_get,
    input_echoed,
    default_error_page,
    both_fields_named,
    secret_in_answer,
)
"""Concluded from the answer."""
