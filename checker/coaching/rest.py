"""Mistakes of a service that keeps things: unknown ones, ids, lists, changes that are not kept, errors as pages."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from urllib.parse import unquote

from checker.coaching.identifiers import id_given_twice
from checker.coaching.seen import NOT_JSON, Seen
from checker.coaching.source import nodes, place_in
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

# --- exceptions that such a service is prone to -----------------------------------------------------


def sqlite_in_another_thread(seen: Seen) -> Diagnosis | None:
    """A connection of sqlite3 is used by another thread than the one that made it."""
    raised = seen.raised
    if raised is None or raised.short_type != "ProgrammingError" or "thread" not in raised.message:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "sqlite-in-another-thread",
        f"At {place} a database connection is used that another thread has made, and sqlite3 refuses that.",
        place,
        "The server answers requests in threads of their own. Open a connection for each request, or tell sqlite3"
        " not to check the thread and take care yourself, with a lock, that one thread uses it at a time.",
    )


def lookup_crashes(seen: Seen) -> Diagnosis | None:
    """What was asked for is not there, and the code takes it for granted."""
    raised = seen.raised
    if raised is None or seen.mismatch.expected_value != 404 or seen.status != 500 or not raised.own:
        return None
    nothing_found = "NoneType" in raised.message or "not in list" in raised.message
    if raised.type not in {"KeyError", "IndexError", "StopIteration"} and not nothing_found:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "lookup-crashes",
        f"{seen.request_line} asks for something that is not there, and the line at {place} takes it for granted:"
        f" {raised.short_type}, so the client gets 500.",
        place,
        "Look whether it is there before you use it. Flask's abort() and FastAPI's HTTPException end the function"
        " with an error status.",
    )


# --- what is not there is answered as if it were ----------------------------------------------------


def error_swallowed(seen: Seen) -> Diagnosis | None:
    """A handler for every exception also takes the one that carries the error status."""
    if not seen.should_be_refused or not seen.is_fine:
        return None
    place = _broad_handler(seen)
    if place is None:
        return None
    return Diagnosis(
        "error-swallowed",
        f"The handler at {place} takes every exception, also the one that abort() or `raise HTTPException` sends"
        f" the status with: the answer to {seen.request_line} became {seen.status}.",
        place,
        "Name only the exceptions that you expect, such as KeyError, and keep as little as you can inside `try`.",
    )


def null_for_unknown(seen: Seen) -> Diagnosis | None:
    """`null` and 200 stand for something that is not there."""
    if seen.mismatch.expected_value != 404 or not seen.is_fine or seen.json is not None:
        return None
    return Diagnosis(
        "null-instead-of-404",
        f"{seen.request_line} asks for something that is not there; {seen.who} answered {seen.status} with null.",
        seen.view_place,
        "get() gives None where a key is unknown, and None goes out as null. A client looks at the status: when"
        " there is nothing to show, answer 404.",
    )


def still_there(seen: Seen) -> Diagnosis | None:
    """GET shows the very thing that should not be there any more."""
    value = seen.json
    if (
        seen.mismatch.expected_value != 404
        or not seen.is_fine
        or not isinstance(value, dict)
        or not seen.asked
    ):
        return None
    key = str(value.get("id"))
    if seen.asked.method != "GET" or unquote(seen.asked.path).rpartition("/")[2] != key:
        return None
    return Diagnosis(
        "deleted-still-there",
        f"It was deleted, and {seen.request_line} still shows it: {json.dumps(value)[:120]}",
        seen.place_for("DELETE") or seen.view_place,
        "The answer to DELETE says that it is done. Is it taken out of the very store that GET looks into? A"
        " database keeps a change only when it is committed.",
    )


def change_of_unknown(seen: Seen) -> Diagnosis | None:
    """PUT or DELETE says that it is done, where there was nothing to change."""
    method = seen.request.method if seen.request else ""
    if seen.mismatch.expected_value != 404 or not seen.is_fine or method not in {"PUT", "PATCH", "DELETE"}:
        return None
    if method == "DELETE":
        return Diagnosis(
            "delete-without-looking",
            f"{seen.request_line} should be 404, for there is nothing to delete; {seen.who} answered {seen.status}.",
            seen.view_place,
            "pop() with a default, a filter and SQL's DELETE all do nothing, quietly, where nothing fits. Look"
            " first, or look at what they give back.",
        )
    return Diagnosis(
        "put-makes-new",
        f"{seen.request_line} should be 404, for there is nothing to replace; {seen.who} answered {seen.status}.",
        seen.view_place,
        "An assignment to a key of a dict makes the key where it is not there yet. Look first whether it is.",
    )


# --- statuses, headers and kinds of answers ---------------------------------------------------------


def location_missing(seen: Seen) -> Diagnosis | None:
    """201 without the address of what was created."""
    if seen.mismatch.aspect is not Aspect.HEADER or seen.status != 201 or not seen.response:
        return None
    if "Location" not in seen.mismatch.expected or seen.response.header("location") is not None:
        return None
    return Diagnosis(
        "location-missing",
        f"{seen.who} creates something and does not say where it is: the header Location is missing.",
        seen.view_place,
        "Headers are a third value after body and status, as a dict."
        if seen.framework == "flask"
        else "A parameter of the type Response has headers that you can set; FastAPI sends them with your answer.",
    )


def error_is_no_json(seen: Seen) -> Diagnosis | None:
    """An error, refused as it should be, in a form that only a person can read."""
    if seen.mismatch.aspect is not Aspect.KIND or not seen.response or (seen.status or 0) < 400:
        return None
    kind = seen.response.media_type or "no content type"
    handler = _error_handler(seen)
    if (
        seen.framework == "flask"
        and kind == "text/html"
        and "<!doctype html>" in seen.response.text[:40].lower()
    ):
        return Diagnosis(
            "html-error-page",
            f"The status {seen.status} is right, and the body is Flask's own error page: HTML, where a client of"
            " this service waits for JSON.",
            seen.view_place,
            "An error handler answers in place of the page. werkzeug.exceptions.HTTPException is the class of all"
            " these errors: a handler for it sees 404 and 405 as well.",
        )
    return Diagnosis(
        "error-not-json",
        f"The error {seen.status} is answered with {kind}: {seen.response.text.strip()[:80]}",
        handler or seen.view_place,
        "Return a dict with the status beside it, from an error handler as from a view."
        if seen.framework == "flask"
        else "JSONResponse is the class of an answer with a status and a JSON body, in a handler as elsewhere.",
    )


# --- ids, and what is stored under them -------------------------------------------------------------


def change_not_kept(seen: Seen) -> Diagnosis | None:
    """GET shows the thing that was asked for, with other contents than it was given."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not seen.asked or seen.asked.method != "GET":
        return None
    if not isinstance(expected, dict) or not isinstance(got, dict) or expected.keys() != got.keys():
        return None
    if "id" not in expected or expected["id"] != got["id"] or expected == got:
        return None
    others = [key for key in expected if type(expected[key]) is type(got[key]) and expected[key] != got[key]]
    if not others:
        return None
    return Diagnosis(
        "change-not-kept",
        f"{seen.request_line} shows the right id, and in {', '.join(map(repr, others))} not what was stored last.",
        seen.place_for("PUT") or seen.view_place,
        "Follow one value on its way: into the store when it is sent, out of the store when it is shown. Does each"
        " change reach the store, and only the one thing that it is meant for?",
    )


def stored_although_refused(seen: Seen) -> Diagnosis | None:
    """The answer says no, and the store has changed."""
    if seen.mismatch.aspect is not Aspect.JSON or seen.status is None or not 400 <= seen.status < 500:
        return None
    if seen.json is NOT_JSON:
        return None
    return Diagnosis(
        "stored-although-refused",
        f"{seen.request_line} is refused with {seen.status}, and the store has changed all the same:"
        f" {seen.mismatch.got[:120]} instead of {seen.mismatch.expected[:120]}.",
        seen.view_place,
        "First look at everything that was sent, then store. What is refused must leave no trace.",
    )


def body_not_checked(seen: Seen) -> Diagnosis | None:
    """Flask: a JSON body is taken as it comes."""
    if seen.framework != "flask" or seen.mismatch.expected_value != 400 or not seen.is_fine:
        return None
    if seen.request is None or not seen.request.body.startswith(b"{") or not seen.response:
        return None
    if "null" in seen.response.text:
        return None
    return Diagnosis(
        "bad-input-accepted",
        f"{seen.who} took {seen.request.body.decode('utf-8', 'replace')[:120]} and answered {seen.status}.",
        seen.view_place,
        "Flask gives you whatever JSON came in. Look at each value before you store it: is it there, is it of the"
        " right type, is it not empty?",
    )


# --- lists ------------------------------------------------------------------------------------------


def count_of_the_page(seen: Seen) -> Diagnosis | None:
    """A number that should count everything counts what is shown."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    lengths = {len(value) for value in got.values() if isinstance(value, list)}
    for key, number in expected.items():
        found = got.get(key)
        if type(number) is int and type(found) is int and found != number and found in lengths:
            return Diagnosis(
                "count-of-the-page",
                f"'{key}' is {found}, as many as this page shows; there are {number} in all.",
                seen.view_place,
                "Count before you cut the page out of the list.",
            )
    return None


def list_differs(seen: Seen) -> Diagnosis | None:
    """The same things in another order, or too many or too few of them."""
    found = _first_list_difference(seen.mismatch.expected_value, seen.json, "the list")
    if seen.mismatch.aspect is not Aspect.JSON or found is None:
        return None
    name, expected, got = found
    if len(expected) == len(got) and all(item in got for item in expected):
        return Diagnosis(
            "list-order-differs",
            f"{name} holds the right things in another order.",
            seen.view_place,
            "A dict and a list keep the order in which things were put in; something put in again comes last. A"
            " database promises no order without ORDER BY, and by a random id it is a random one.",
        )
    cut = _slice_to_a_limit(seen)
    if cut is not None and len(expected) != len(got):
        return Diagnosis(
            "slice-ends-at-limit",
            f"{name} should hold {len(expected)}, and holds {len(got)}: the slice at {cut} ends at the limit.",
            cut,
            "The number behind the colon is the place where a slice ends, not how many it holds.",
        )
    if len(expected) != len(got):
        return Diagnosis(
            "list-length-differs",
            f"{name} should hold {len(expected)}, and holds {len(got)}.",
            seen.view_place,
            "Look at both ends of the page: where does it begin, how many does it hold, and from which number on"
            " do you count?",
        )
    return Diagnosis(
        "list-items-differ",
        f"{name} holds as many as were asked for, and not the right ones.",
        seen.view_place,
        "Look at where the page begins, and at whether each thing is shown as it was stored.",
    )


# --- questions about the evidence -------------------------------------------------------------------


def _first_list_difference(
    expected: object, got: object, name: str
) -> tuple[str, list[object], list[object]] | None:
    if isinstance(expected, list) and isinstance(got, list) and expected != got:
        return name, expected, got
    if isinstance(expected, dict) and isinstance(got, dict):
        pairs = ((key, value, got.get(key)) for key, value in expected.items())
        found = (_first_list_difference(value, other, f"'{key}'") for key, value, other in pairs)
        return next((one for one in found if one is not None), None)
    return None


# --- questions about the source ---------------------------------------------------------------------


def _broad_handler(seen: Seen) -> Place | None:
    """The handler for every exception in the view; in all of the source, where the view is not known."""
    for one in seen.view_nodes():
        if isinstance(one[1], ast.ExceptHandler) and _takes_everything(one[1]):
            return seen.at(one)
    return None


def _takes_everything(handler: ast.ExceptHandler) -> bool:
    """Whether it is for every exception and lets none go on."""
    named = handler.type is None or ast.unparse(handler.type) in {"Exception", "BaseException"}
    return named and not any(isinstance(node, ast.Raise) for node in ast.walk(handler))


def _slice_to_a_limit(seen: Seen) -> Place | None:
    """The line with a slice from somewhere to a name that speaks of a limit."""
    for file, node in nodes(seen.sources):
        if not isinstance(node, ast.Slice) or node.lower is None or not isinstance(node.upper, ast.Name):
            continue
        if any(word in node.upper.id.lower() for word in ("limit", "size", "count", "amount")):
            return place_in(seen.sources, file, node.lower.lineno)
    return None


def _error_handler(seen: Seen) -> Place | None:
    """Where the first function begins that is registered as an error handler by a decorator."""
    for file, node in nodes(seen.sources):
        for item in node.decorator_list if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) else ():
            name = ast.unparse(item.func if isinstance(item, ast.Call) else item).rpartition(".")[2]
            if name in {"errorhandler", "app_errorhandler", "exception_handler"}:
                return place_in(seen.sources, file, item.lineno)
    return None


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    sqlite_in_another_thread,
    lookup_crashes,
    error_swallowed,
    null_for_unknown,
    still_there,
    change_of_unknown,
    location_missing,
    error_is_no_json,
    id_given_twice,
    change_not_kept,
    stored_although_refused,
    body_not_checked,
    count_of_the_page,
    list_differs,
)
