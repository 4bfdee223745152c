"""A request was refused, or was meant to be, in another way than was asked for."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.complaints import frameworks_own
from checker.coaching.reading.finding import at, decorated, functions, stands_in
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.received import functions_of, nodes_of
from checker.coaching.reading.returned import (
    answered_at,
    answering,
    runs_before,
    shared_dependencies,
    status_of,
)
from checker.coaching.reading.sent import fields_of
from checker.coaching.reading.source import nodes
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def exception_for_refusal(seen: Seen) -> Diagnosis | None:
    """The code notices what is wrong, and raises an exception that no client understands."""
    raised = seen.raised
    if raised is None or not raised.own or not seen.should_be_refused or raised.type.count("."):
        return None
    found = next((one for one in seen.raising_nodes() if isinstance(one[1], ast.Raise)), None)
    if found is None:
        return None
    ours = "abort(400) or `return body, 400`" if seen.framework == "flask" else "raise HTTPException(422)"
    return Diagnosis(
        "exception-for-refusal",
        f"{seen.at(found)} notices the mistake and raises {raised.short_type}. Nobody catches it, so the client gets"
        f" {seen.status} and is told nothing.",
        seen.at(found),
        f"A client is refused with a status: {seen.title} has {ours} for that.",
    )


def other_http_exception(seen: Seen) -> Diagnosis | None:
    """The HTTPException of Python's own HTTP client: no framework makes an answer of it."""
    raised = seen.raised
    if raised is None or raised.type != "http.client.HTTPException":
        return None
    imported = next((seen.at(one) for one in nodes(seen.sources) if _from_client(one[1])), None)
    place = seen.place(raised.place)
    return Diagnosis(
        "wrong-http-exception",
        f"{place} raises the HTTPException of Python's own module http.client "
        f"{f' (imported at {imported})' if imported else ''}, and {seen.title} does not know it.",
        place,
        "Two classes have this name. Import the framework's: from fastapi import HTTPException."
        if seen.framework == "fastapi"
        else "Two classes have this name. Flask's is in werkzeug.exceptions; abort() needs none.",
    )


def _from_client(node: ast.AST) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "http.client"


def refused_before_view(seen: Seen) -> Diagnosis | None:
    """A function that runs before each view refused a request that is right."""
    if (
        seen.status is None
        or seen.status < 400
        or seen.raised
        or seen.should_be_refused
        or seen.route is None
    ):
        return None
    found = answering(seen)
    before = [one for one in functions(seen.sources) if runs_before(one[1])]
    owner = next((function for function in before if found is not None and stands_in(function, found)), None)
    if found is None or owner is None:
        return None
    place = at(seen.sources, found)
    return Diagnosis(
        "refused-before-view",
        f"{owner[1].name}() runs before every view, and its line at {place} answered {seen.request_line} with"
        f" {seen.status}.",
        place,
        "What is asked for in one view alone belongs into that view, or asks first which address it is about.",
    )


def refused_for_all(seen: Seen) -> Diagnosis | None:
    """FastAPI: a dependency of the whole app, or of a router, refused a request that it should not look at."""
    if seen.framework != "fastapi" or seen.status is None or not 400 <= seen.status < 500 or seen.raised:
        return None
    found = answering(seen) if seen.route is not None and seen.mismatch.aspect is Aspect.STATUS else None
    if found is None or any(stands_in(function, found) for function in functions_of(seen)):
        return None
    for file, named in shared_dependencies(seen):
        owner = next((one for one in functions(seen.sources) if one[1].name == last_name(named)), None)
        if stands_in(owner, found):
            place = at(seen.sources, (file, named))
            return Diagnosis(
                "refused-before-view",
                f"{last_name(named)}() refused {seen.request_line} with {seen.status}, before {seen.who} was asked:"
                f" {place} makes it a dependency of every path there.",
                place,
                "What is asked for at one path alone belongs to that path: as a parameter of its function.",
            )
    return None


def refusal_not_sent(seen: Seen) -> Diagnosis | None:
    """A refusal is made, and nothing is done with it: no `return`, no `raise`."""
    crashed = seen.raised is not None and seen.status == 500
    if not seen.should_be_refused or not (seen.is_fine or crashed):
        return None
    made = {function.name for _, function in functions_of(seen) if _refuses(function)}
    for file, node in nodes_of(seen):
        if not isinstance(node, ast.Expr):
            continue
        call = node.value
        name = last_name(call.func) if isinstance(call, ast.Call) else None
        if name not in made | {
            "HTTPException",
            "jsonify",
            "JSONResponse",
            "Response",
            "make_response",
        } and not (isinstance(call, ast.Tuple) and len(call.elts) == 2):
            continue
        if crashed and name != "HTTPException":
            continue
        place = at(seen.sources, (file, node))
        what = "raise" if name == "HTTPException" else "return"
        return Diagnosis(
            "refusal-not-sent",
            f"The line at {place} makes a refusal, and nothing is done with it: the answer is {seen.status} all the"
            " same.",
            place,
            f"An answer is sent only where the view has `{what}` before it. A function that checks has to hand its"
            " answer on to the view, or end the request with an exception.",
        )
    return None


def _refuses(function: Function) -> bool:
    """Whether a function returns a body with an error status."""
    found = [node for node in ast.walk(function) if isinstance(node, ast.Return) and node.value is not None]
    return any((status_of(node) or 0) >= 400 for node in found)


def exception_returned(seen: Seen) -> Diagnosis | None:
    """FastAPI: an HTTPException that is returned is an answer like any other."""
    value = seen.json
    if seen.framework != "fastapi" or not seen.should_be_refused:
        return None
    found = (one for one in nodes_of(seen) if isinstance(one[1], ast.Return) and _is_exception(one[1].value))
    place = next((seen.at(one) for one in found), None)
    does_not_fit = seen.raised is not None and seen.raised.short_type == "ResponseValidationError"
    sent = seen.is_fine and isinstance(value, dict) and {"status_code", "detail"} <= value.keys()
    if not sent and not (does_not_fit and place):
        return None
    if does_not_fit:
        return Diagnosis(
            "exception-returned",
            f"{place} returns an HTTPException. FastAPI takes it for the answer, and it does not fit the type that is"
            f" promised: so the client gets {seen.status}.",
            place,
            "An exception does its work only when it is raised: raise HTTPException(...), not return.",
        )
    place = place or seen.view_place
    return Diagnosis(
        "exception-returned",
        f"{seen.who} returns an HTTPException, so the client gets {seen.status} and the exception as a body.",
        place,
        "An exception does its work only when it is raised: raise HTTPException(...), not return.",
    )


def validator_returns_exception(seen: Seen) -> Diagnosis | None:
    """FastAPI: a validator returns its exception, which becomes the field's value."""
    if seen.framework != "fastapi" or not seen.should_be_refused or not seen.is_fine:
        return None
    for file, function, _ in decorated(seen.sources, "field_validator", "validator", "model_validator"):
        for node in own_nodes(function):
            made = node.value if isinstance(node, ast.Return) else None
            name = (last_name(made.func) if isinstance(made, ast.Call) else None) or ""
            if name.endswith(("Error", "Exception")):
                place = at(seen.sources, (file, node))
                return Diagnosis(
                    "exception-returned",
                    f"The validator {function.name}() returns a {name} at {place}, and does not raise it. What a"
                    " validator returns becomes the field's value, so nothing is refused.",
                    place,
                    "An exception does its work only when it is raised: raise, not return.",
                )
    return None


def _is_exception(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Call) and last_name(value.func) == "HTTPException"


def status_in_tuple(seen: Seen) -> Diagnosis | None:
    """FastAPI makes a list of a tuple: Flask's way to set a status does not work."""
    value = seen.json
    if seen.framework != "fastapi" or not seen.is_fine or not isinstance(value, list) or len(value) != 2:
        return None
    if type(value[1]) is not int or not 100 <= value[1] <= 599:
        return None
    found = (
        one for one in nodes_of(seen) if isinstance(one[1], ast.Return) and status_of(one[1]) == value[1]
    )
    place = next((seen.at(one) for one in found), seen.view_place)
    return Diagnosis(
        "status-in-tuple",
        f"The line at {place} returns a body and the status {value[1]} side by side. FastAPI makes a list of the two,"
        f" and answers {seen.status}.",
        place,
        "That is Flask's way. In FastAPI the decorator takes status_code; a refusal is an HTTPException"
        " that is raised.",
    )


def refused_with_other_status(seen: Seen) -> Diagnosis | None:
    """The learner's own refusal has another status than the task asks for."""
    if not seen.should_be_refused or seen.status is None or not 400 <= seen.status < 500 or seen.raised:
        return None
    found = answering(seen)
    if found is None or status_of(found[1]) != seen.status:  # type: ignore[arg-type]
        return None
    place = at(seen.sources, found)
    return Diagnosis(
        "refused-with-other-status",
        f"{place} refuses the request with {seen.status}; {seen.mismatch.expected.removeprefix('status ')} is asked"
        " for.",
        place,
        _STATUSES.get(seen.mismatch.expected_value, _STATUSES[400]),  # type: ignore[call-overload]
    )


_STATUSES = {
    400: "Each status tells a client something else. 400 and 422 say that what was sent is not as it should be; 401"
    " asks who you are, 404 says that there is nothing at this address.",
    401: "Each status tells a client something else. 401 says: I do not know who you are.",
    405: "405 says that the address does not take this method. A framework answers so by itself.",
    415: "415 says that the body is of a kind that is not taken. Flask's get_json() answers so by itself.",
    422: "Each status tells a client something else. 422 says that the values do not fit what was declared; FastAPI"
    " answers so by itself where a value has no default.",
}


# --- the refusal does not say what it should ------------------------------------------------------


def wrong_field_named(seen: Seen) -> Diagnosis | None:
    """The answer names a field that was sent, and not the one that is missing."""
    missing = seen.mismatch.expected_value
    if seen.mismatch.aspect is not Aspect.NAMED or not seen.request or not isinstance(missing, str):
        return None
    got = seen.mismatch.got.lower()
    named = [key for key in fields_of(seen.request) if key.lower() in got]
    if missing in fields_of(seen.request) or missing.lower() in got or not named:
        return None
    return Diagnosis(
        "wrong-field-named",
        f"The request leaves out '{missing}', and the answer names '{named[0]}', which was sent:"
        f" {seen.mismatch.got[:120]}",
        _named_below(seen, missing, named[0]) or answered_at(seen),
        "Look which field each condition asks for, and which name stands in its message.",
    )


def _named_below(seen: Seen, missing: str, named: str) -> Place | None:
    """The text below an `if` that asks for one field, and names another."""
    for file, node in nodes_of(seen):
        if not isinstance(node, ast.If) or missing not in ast.unparse(node.test):
            continue
        for part in (one for statement in node.body for one in ast.walk(statement)):
            text = part.value if isinstance(part, ast.Constant) else None
            if isinstance(text, str) and named in text and missing not in text:
                return at(seen.sources, (file, part))
    return None


def no_field_named(seen: Seen) -> Diagnosis | None:
    """A refusal in the learner's own words that does not say which value is at fault."""
    wanted = seen.mismatch.expected_value
    if seen.mismatch.aspect is not Aspect.NAMED or seen.status is None or not 400 <= seen.status < 500:
        return None
    if isinstance(wanted, list) and seen.framework == "fastapi":
        return _no_place_named(seen, wanted)
    if not isinstance(wanted, str) or wanted.lower() in seen.mismatch.got.lower():
        return None
    return Diagnosis(
        "refusal-names-no-field",
        f"The status {seen.status} is right, and the answer does not say which value is at fault: it never names"
        f" '{wanted}': {' '.join(seen.mismatch.got.split())[:120]}",
        answered_at(seen),
        "Write the name of the field into the message, so that a client knows what to mend.",
    )


def _no_place_named(seen: Seen, wanted: list[object]) -> Diagnosis | None:
    found = answering(seen)
    if found is None or frameworks_own(seen):
        return None
    place = at(seen.sources, found)
    return Diagnosis(
        "refusal-without-place",
        f"{place} refuses the request in its own words: {seen.mismatch.got[:120]} FastAPI's own refusal names the"
        f" place, {wanted}.",
        place,
        "FastAPI refuses a missing value by itself, and names its place, where the value has no default. Let it do so"
        " before your function runs.",
    )


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    exception_returned,
    validator_returns_exception,
    status_in_tuple,
    refusal_not_sent,
)
"""Seen in the shape of the answer."""

RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    other_http_exception,
    refused_before_view,
    refused_for_all,
    exception_for_refusal,
    refused_with_other_status,
)
"""Seen in the source."""

NAMED: tuple[Callable[[Seen], Diagnosis | None], ...] = (wrong_field_named, no_field_named)
"""Concluded from the words of the answer."""
