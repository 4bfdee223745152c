"""What is not there is answered as if it were, or crashes; what is there is not found."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.answers.first_round import only_first_round
from checker.coaching.reading import reach
from checker.coaching.reading.finding import view_for
from checker.coaching.reading.flow import dead_statement, refuses
from checker.coaching.reading.parameters import parameters
from checker.coaching.reading.routes import variables
from checker.coaching.reading.source import Node
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


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


def check_never_reached(seen: Seen) -> Diagnosis | None:
    """The lines that would refuse stand below a return."""
    if not seen.should_be_refused or not (seen.is_fine or seen.status == 500):
        return None
    for file, function in reach.reachable(seen):
        dead = dead_statement(function)
        if dead is None or not any(refuses(one) for one in _below(function, dead[1])):
            continue
        end, place = seen.at((file, dead[0])), seen.at((file, dead[1]))
        return Diagnosis(
            "code-after-return",
            f"The function {function.name}() ends at {end}, so the line at {place} and what is below it in the same"
            " block never run.",
            place,
            "Python leaves a function at `return`. A check has to stand above the line that gives the answer.",
        )
    return None


def _below(function: Function, statement: ast.stmt) -> Iterator[ast.stmt]:
    last = function.end_lineno or statement.lineno
    for node in ast.walk(function):
        if isinstance(node, ast.stmt) and statement.lineno <= node.lineno <= last:
            yield node


def error_swallowed(seen: Seen) -> Diagnosis | None:
    """A handler for every exception also takes the one that carries the error status."""
    if not seen.should_be_refused or seen.raised is not None or not (seen.is_fine or seen.status == 500):
        return None
    taking_part = list(reach.nodes(seen)) or list(seen.view_nodes())
    if not any(refuses(node) for _, node in taking_part):
        return None
    broad = next((one for one in taking_part if _takes_everything(one[1])), None)
    if broad is None:
        return None
    place = seen.at(broad)
    return Diagnosis(
        "error-swallowed",
        f"The `except` at {place} takes every exception. abort() and HTTPException are exceptions as well, and their"
        f" status is lost: the answer to {seen.request_line} became {seen.status}.",
        place,
        "Name only the exceptions that you expect, such as KeyError, and keep as little as you can inside `try`.",
    )


def _takes_everything(node: ast.AST) -> bool:
    """Whether it is a handler for every exception that lets none go on."""
    if not isinstance(node, ast.ExceptHandler):
        return False
    named = node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
    return named and not any(isinstance(part, ast.Raise) or refuses(part) for part in node.body)


def status_on_another_response(seen: Seen) -> Diagnosis | None:
    """FastAPI: the status is set on the injected response, and the function returns a response of its own."""
    if seen.framework != "fastapi" or not seen.should_be_refused or not seen.is_fine:
        return None
    taking_part = list(reach.nodes(seen))
    own = any(
        isinstance(node, ast.Return)
        and (last_name(getattr(node.value, "func", None)) or "").endswith("Response")
        for _, node in taking_part
    )
    for file, node in taking_part:
        target = node.targets[0] if isinstance(node, ast.Assign) else None
        if own and isinstance(target, ast.Attribute) and target.attr == "status_code":
            place = seen.at((file, node))
            return Diagnosis(
                "status-on-another-response",
                f"{place} sets the status on the response that FastAPI handed in. The function then returns a response"
                f" of its own, and that one has {seen.status}.",
                place,
                "What is set on the parameter counts only where you return plain data. A response of your own takes the"
                " status itself, as status_code; or raise HTTPException.",
            )
    return None


def null_for_unknown(seen: Seen) -> Diagnosis | None:
    """`null` and 200 stand for something that is not there."""
    if seen.mismatch.expected_value != 404:
        return None
    raised = seen.raised
    given_none = raised is not None and "function" in raised.message and "returned None" in raised.message
    if not (seen.is_fine and seen.json is None) and not (given_none and _gives_what_get_finds(seen)):
        return None
    what = "its get() gives None" if given_none else f"{seen.who} answered {seen.status} with null"
    return Diagnosis(
        "null-instead-of-404",
        f"{seen.request_line} asks for something that is not there; {what}.",
        seen.view_place,
        "get() gives None where a key is unknown, and None is no answer for a client. It looks at the status: when"
        " there is nothing to show, answer 404.",
    )


def _gives_what_get_finds(seen: Seen) -> bool:
    """Whether the view returns the very result of a call, such as .get(key)."""
    return any(
        isinstance(node, ast.Return) and isinstance(node.value, ast.Call) for _, node in seen.view_nodes()
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


def unknown_answered(seen: Seen) -> Diagnosis | None:
    """Something stands in the answer in place of the thing that is not there, and the status is fine."""
    if seen.mismatch.expected_value != 404 or not seen.is_fine or seen.route is None or not seen.request:
        return None
    if (
        seen.request.method != "GET"
        or not variables(seen.framework, seen.route.rule)
        or not _found_by_key(seen)
    ):
        return None
    return Diagnosis(
        "unknown-without-404",
        f"{seen.request_line} asks for something that is not there, and {seen.who} answered {seen.status} all the"
        f" same: {seen.response.text.strip()[:120] if seen.response else ''}",
        seen.view_place,
        "A client looks at the status, not at words in the body. In Flask, abort(404) ends the function with that"
        " status; in FastAPI, raise HTTPException(404).",
    )


def _found_by_key(seen: Seen) -> bool:
    """Whether the address names a thing that the app was given before: other methods change it at the same path."""
    return seen.place_for("PUT") is not None or seen.place_for("DELETE") is not None


# --- what is there is not found ----------------------------------------------------------------------


def left_in_first_round(seen: Seen) -> Diagnosis | None:
    """A loop that looks for something ends the function in its first round."""
    return only_first_round(seen) if _not_found(seen) or _too_few(seen) else None


def key_type_differs(seen: Seen) -> Diagnosis | None:
    """A number is looked for as a text, or the other way round: '1' is not 1."""
    if not _not_found(seen) or seen.asked is None or seen.route is None or seen.raised is not None:
        return None
    key = seen.asked.plain_path.rpartition("/")[2]
    argument = _text_argument(seen)
    if key.isdecimal() and argument is not None and not _converts(seen):
        place = seen.view_place if seen.framework == "flask" else seen.line_of(argument)
        return Diagnosis(
            "key-type-differs",
            f"{argument.arg!r} comes from the address and is a text, '{key}'. Where the keys are numbers, {key} is"
            f" another key, so {seen.who} does not find it.",
            place,
            "Let the framework make a number of it. In Flask write int into the rule: `<int:name>`."
            if seen.framework == "flask"
            else "Let FastAPI make a number of it: give the parameter the type int.",
        )
    stored = _stored_under_text(seen)
    if key.isdecimal() and argument is None and stored is not None:
        place = seen.at(stored)
        return Diagnosis(
            "key-type-differs",
            f"The thing is stored under a text at {place}, and {seen.who} looks for the number {key}. '{key}' and"
            f" {key} are different keys.",
            place,
            "Use one type for the id everywhere: where it is stored, where it is looked for, where it is shown.",
        )
    return None


def _not_found(seen: Seen) -> bool:
    """Whether the view says 404 of something that is there."""
    return seen.status == 404 and seen.route is not None and seen.mismatch.expected_value != 404


def _too_few(seen: Seen) -> bool:
    """Whether an answer holds lists, and is not what was asked for."""
    value = seen.json
    lists = [one for one in value.values() if isinstance(one, list)] if isinstance(value, dict) else []
    return seen.mismatch.aspect is Aspect.JSON and any(len(one) <= 1 for one in lists)


def _text_argument(seen: Seen) -> ast.arg | None:
    """The parameter of the view that gets a part of the path as text."""
    rule = dict(variables(seen.framework, seen.route.rule)) if seen.route else {}
    for one in parameters(seen.function) if seen.function else []:
        names = (
            {last_name(part) for part in ast.walk(one.annotation)} if one.annotation is not None else {"str"}
        )
        if one.arg not in rule or rule[one.arg] not in {None, "string", "str"}:
            continue
        if seen.framework == "flask" or ("str" in names and not names & {"int", "float", "UUID"}):
            return one
    return None


def _converts(seen: Seen) -> bool:
    """Whether anything on the way makes a number, or a text, of a value."""
    return any(True for _ in reach.calls(seen, "int", "str", "float", "UUID"))


def _stored_under_text(seen: Seen) -> Node | None:
    """Where the function that creates things uses str(...) as a key."""
    path = seen.asked.path.rpartition("/")[0] if seen.asked else ""
    for file, function in reach.reachable_from(seen, view_for(seen, "POST", path)):
        for node in ast.walk(function):
            key = node.slice if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store) else None
            if isinstance(key, ast.Call) and last_name(key.func) == "str":
                return file, node
    return None


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    lookup_crashes,
    check_never_reached,
    status_on_another_response,
    error_swallowed,
    left_in_first_round,
    key_type_differs,
    null_for_unknown,
)

LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (change_of_unknown,)
"""Concluded from the answer alone."""
