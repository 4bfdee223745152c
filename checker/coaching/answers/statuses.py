"""The answer is one of success, and with another status than the task asks for."""

from __future__ import annotations

import ast

from checker.coaching.reading.answering import added_by_call, answer_line, returns_of
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def other_success(seen: Seen) -> Diagnosis | None:
    """Another status than 200 that also says that all went well."""
    if seen.mismatch.aspect is not Aspect.STATUS or seen.mismatch.expected_value != 200 or seen.status == 200:
        return None
    if not seen.is_fine:
        return None
    place = _line_of_status(seen, seen.status) or answer_line(seen)
    return Diagnosis(
        "other-success-status",
        f"The answer comes with the status {seen.status} ({place}); 200 is asked for."
        if place
        else f"The answer comes with the status {seen.status}; 200 is asked for.",
        place,
        "200 is the usual status of an answer: leave the other one out.",
    )


def _line_of_status(seen: Seen, status: int | None) -> Place | None:
    """Where the status stands, in the decorators or in the function."""
    for node in ast.walk(seen.function) if seen.function is not None else ():
        if isinstance(node, ast.Constant) and type(node.value) is int and node.value == status:
            return seen.line_of(node)
        if isinstance(node, ast.Attribute) and f"_{status}_" in node.attr:
            return seen.line_of(node)
    return None


def status_not_set(seen: Seen) -> Diagnosis | None:
    """A status was asked for that a view has to choose itself, and it answered with the usual one."""
    expected = seen.mismatch.expected_value
    if seen.mismatch.aspect is not Aspect.STATUS or type(expected) is not int or seen.route is None:
        return None
    if seen.status != 200 or not (expected < 300 or expected == 418):
        return None
    if (own := _own_response(seen, expected)) is not None:
        return own
    added = added_by_call(seen)
    if added is not None:
        return Diagnosis(
            "status-not-set",
            f"{seen.who} answers with the status 200; {expected} is asked for. {added} adds its route.",
            added,
            "The status is 200 unless you say otherwise. add_api_route takes it, as status_code.",
        )
    return Diagnosis(
        "status-not-set",
        f"{seen.who} answers with the status 200; {expected} is asked for.",
        answer_line(seen) if seen.framework == "flask" else seen.view_place,
        "The status is 200 unless you say otherwise. In Flask it goes behind the body that the view returns."
        if seen.framework == "flask"
        else "The status is 200 unless you say otherwise. In FastAPI the decorator takes it, as status_code.",
    )


def _own_response(seen: Seen, expected: int) -> Diagnosis | None:
    """FastAPI: the decorator has the status, and the function returns a response that has one of its own."""
    function = seen.function if seen.framework == "fastapi" else None
    words = [
        word
        for item in (function.decorator_list if function else [])
        for word in getattr(item, "keywords", ())
    ]
    if not any(word.arg == "status_code" for word in words) or function is None:
        return None
    for node in returns_of(function):
        made = node.value if isinstance(node.value, ast.Call) else None
        if made is None or not (last_name(made.func) or "").endswith("Response"):
            continue
        place = seen.line_of(node)
        return Diagnosis(
            "status-on-another-response",
            f"The decorator gives the status {expected}. But {place} returns a response of its own, and that one has"
            " the usual status 200.",
            place,
            "A response that you make yourself goes out as it is. Give it the status too, or return plain data, and"
            " nothing where the answer has no body.",
        )
    return None
