"""What is stored is not what was sent, or was stored although it was refused; what was deleted is still there."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from checker.coaching.reading import reach
from checker.coaching.reading.answering import key_line
from checker.coaching.reading.finding import view_for
from checker.coaching.reading.flow import dead_statement
from checker.coaching.reading.parameters import own_nodes, parameters
from checker.coaching.reading.written import Function, assigned
from checker.coaching.seen import NOT_JSON, Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


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
    if (told := _never_deleted(seen) or _name_given_anew(seen)) is not None:
        return told
    return Diagnosis(
        "deleted-still-there",
        f"It was deleted, and {seen.request_line} still shows it: {json.dumps(value)[:120]}",
        seen.place_for("DELETE") or seen.view_place,
        "The answer to DELETE says that it is done. Is it taken out of the very store that GET looks into? A"
        " database keeps a change only when it is committed.",
    )


def _never_deleted(seen: Seen) -> Diagnosis | None:
    """The function for DELETE returns above the line that would delete."""
    path = seen.asked.path if seen.asked else ""
    for file, function in reach.reachable_from(seen, view_for(seen, "DELETE", path)):
        dead = dead_statement(function)
        if dead is not None:
            end, place = seen.at((file, dead[0])), seen.at((file, dead[1]))
            return Diagnosis(
                "code-after-return",
                f"It was deleted, and {seen.request_line} still shows it. {function.name}() ends at {end}, so the line"
                f" at {place} never runs.",
                place,
                "Python leaves a function at `return`. What has to be done stands above it.",
            )
    return None


def _name_given_anew(seen: Seen) -> Diagnosis | None:
    """The function for DELETE makes a new list, and only its own parameter stands for it."""
    path = seen.asked.path if seen.asked else ""
    for file, function in reach.reachable_from(seen, view_for(seen, "DELETE", path)):
        for node in own_nodes(function):
            name, value = assigned(node) if isinstance(node, ast.stmt) else (None, None)
            if name is None or value is None or name not in {one.arg for one in parameters(function)}:
                continue
            names = [part for part in ast.walk(function) if isinstance(part, ast.Name) and part.id == name]
            if any(part.lineno > (value.end_lineno or 0) for part in names) or not _uses(value, name):
                continue
            place = seen.at((file, node))
            return Diagnosis(
                "local-name-rebound",
                f"It was deleted, and {seen.request_line} still shows it. {place} makes a new list and gives it the"
                f" name {name!r}, which only {function.name}() knows. The old list stays as it was.",
                place,
                "An assignment to a plain name changes no list. Take the thing out of the list itself, or write"
                " `name[:] =` to change what is in it.",
            )
    return None


def _uses(value: ast.expr, name: str) -> bool:
    return any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(value))


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


def old_state_answered(seen: Seen) -> Diagnosis | None:
    """PUT answers with what the thing was before, whole or in part."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not seen.request or seen.request.method != "PUT":
        return None
    if not isinstance(expected, dict) or not isinstance(got, dict) or expected.keys() != got.keys():
        return None
    wrong = [key for key in expected if got[key] != expected[key]]
    if "id" in wrong or not wrong or any(type(got[key]) is not type(expected[key]) for key in wrong):
        return None
    if any(got[key] == "" for key in wrong):
        return None
    return Diagnosis(
        "old-values-answered",
        f"{seen.request_line} sends new values, and {seen.who} does not answer with the new"
        f" {' and '.join(map(repr, wrong))}: {json.dumps(got)[:120]}",
        seen.view_place,
        "PUT puts what was sent in the place of all that was there. Is each value stored, and is the answer made"
        " after that?",
    )


def value_lost(seen: Seen) -> Diagnosis | None:
    """A value that was sent came back empty: it is read under another name."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return None
    lost = next((key for key in expected if expected[key] and key in got and got[key] in ("", None)), None)
    if lost is None or seen.request is None or not seen.request.body:
        return None
    view = reach.reachable(seen)
    if any(
        isinstance(node, ast.Constant) and node.value == lost for _, one in view for node in _reading(one)
    ):
        return None
    return Diagnosis(
        "value-not-read",
        f"{lost!r} was sent, and comes back as {json.dumps(got[lost])}: nothing in {seen.who} reads {lost!r} from what"
        " was sent.",
        key_line(seen, lost),
        "A value is found only under the name with which it was sent, letter by letter. get() gives its default for"
        " any other name.",
    )


def _reading(function: Function) -> Iterator[ast.AST]:
    """What is given to a call or stands in square brackets, but for where something is stored."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            yield from node.args
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            yield node.slice
        elif isinstance(node, ast.Attribute):
            yield ast.Constant(node.attr)


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


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (still_there,)

LAST: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    value_lost,
    change_not_kept,
    old_state_answered,
    stored_although_refused,
)
"""Concluded from the answer alone."""
