"""Mistakes with what has to be given back: sessions that stay open, are opened twice, or not for this request."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import (
    FoundFunction,
    all_nodes,
    asked,
    at,
    calls,
    decorated,
    defining,
    function_at,
    functions,
    stands_in,
    upstream_missed,
    view_line,
    view_of,
)
from checker.coaching.reading.parameters import own_nodes, parameters
from checker.coaching.reading.written import Function, last_name
from checker.coaching.resources.lifetimes import opened_once_more
from checker.coaching.routing.inputs import taken_by_another_route
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

_TEARDOWN = ("teardown_appcontext", "teardown_request", "teardown_app_request")
_HOOKS = (*_TEARDOWN, "after_request", "after_app_request", "after_this_request")
_CLOSED, _OPENED = "the session closed", "one session opened"


# --- Flask: the function at the end of a request --------------------------------------------------------------


def hook_without_argument(seen: Seen) -> Diagnosis | None:
    """A teardown function that takes no argument."""
    raised = seen.raised
    if raised is None or raised.type != "TypeError" or "positional argument" not in raised.message:
        return None
    name = raised.message.partition("(")[0].rpartition(".")[2]
    named = (one for one in functions(seen.sources) if one[1].name == name and not parameters(one[1]))
    found = next((one for one in named if _is_hook(seen, one[1], _HOOKS)), None)
    if found is None:
        return None
    place = at(seen.sources, found)
    return Diagnosis(
        "teardown-without-argument",
        f"Flask calls {found[1].name}() ({place}) at the end of each request with one argument, and it takes none. So"
        " every request fails, whatever its view did.",
        place,
        "A teardown function gets the exception that ended the request, or None. An after_request function gets the"
        " response. Give it a parameter.",
    )


def hook_takes_for_granted(seen: Seen) -> Diagnosis | None:
    """A teardown function looks for what this request never opened."""
    raised = seen.raised
    if raised is None or raised.type not in {"KeyError", "AttributeError"}:
        return None
    found = function_at(seen, raised.place)
    if found is None or not _is_hook(seen, found[1], _HOOKS):
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "teardown-takes-for-granted",
        f"{found[1].name}() runs at the end of every request, and the line at {place} takes for granted that this one"
        f" opened something: {raised.short_type}.",
        place,
        "Look first whether it is there. g.get(name) and g.pop(name, None) give None where it is not.",
    )


def _is_hook(seen: Seen, function: Function, names: tuple[str, ...]) -> bool:
    if any(one.lineno == function.lineno for _, one, _ in decorated(seen.sources, *names)):
        return True
    given = (argument for _, call in calls(seen.sources, *names) for argument in call.args)
    return any(last_name(argument) == function.name for argument in given)


# --- not closed ---------------------------------------------------------------------------------------------------


def close_not_called(seen: Seen) -> Diagnosis | None:
    """`session.close` without its parentheses does nothing."""
    if not upstream_missed(seen, _CLOSED):
        return None
    for file, node in all_nodes(seen.sources):
        if (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "close"
        ):
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "close-not-called",
                f"The line at {place} names the method close and does not call it, so the session stays open.",
                place,
                "A method is called with parentheses after its name.",
            )
    return None


def cleanup_after_return(seen: Seen) -> Diagnosis | None:
    """The line that closes stands below a return."""
    if not upstream_missed(seen, _CLOSED):
        return None
    for file, function in functions(seen.sources):
        for number, statement in enumerate(function.body):
            if isinstance(statement, ast.Return) and any(map(_closes, function.body[number + 1 :])):
                place = at(seen.sources, (file, statement))
                return Diagnosis(
                    "cleanup-after-return",
                    f"{function.name}() ends at its return ({place}). The lines below it are never reached, so the"
                    " session stays open.",
                    place,
                    "A dependency that cleans up yields its value instead of returning it: then FastAPI comes back for"
                    " the rest."
                    if seen.framework == "fastapi"
                    else "Put what has to run in every case into `finally`, or into a teardown function.",
                )
    return None


def yields_twice(seen: Seen) -> Diagnosis | None:
    """A dependency with two yields in a row: what stands behind the second is never run."""
    if not upstream_missed(seen, _CLOSED) or seen.framework != "fastapi":
        return None
    for file, function in functions(seen.sources):
        for block in (getattr(node, "body", None) or [] for node in [function, *own_nodes(function)]):
            yields = [one for one in block if isinstance(one, ast.Expr) and isinstance(one.value, ast.Yield)]
            if isinstance(block, list) and len(yields) > 1:
                place = at(seen.sources, (file, yields[1]))
                return Diagnosis(
                    "dependency-yields-twice",
                    f"{function.name}() yields a second time ({place}). It stops there, and FastAPI does not come back"
                    " once more: the session stays open.",
                    place,
                    "A dependency yields exactly once. What stands before it prepares, what stands after it cleans up.",
                )
    return None


def _closes_only_without_error(seen: Seen) -> Place | None:
    """The condition about the exception of a teardown function that stands before the line that closes."""
    for file, function, _ in decorated(seen.sources, *_TEARDOWN):
        names = {one.arg for one in function.args.args}
        for node in own_nodes(function):
            asks = isinstance(node, ast.If) and {
                part.id for part in ast.walk(node.test) if isinstance(part, ast.Name)
            }
            if isinstance(node, ast.If) and asks and asks & names and any(map(_is_close, ast.walk(node))):
                return at(seen.sources, (file, node))
    return None


def _is_close(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) == "close"


def left_open_on_error(seen: Seen) -> Diagnosis | None:
    """The exception jumped over the line that closes."""
    if not upstream_missed(seen, _CLOSED) or seen.status != 500 or not _ever_closes(seen):
        return None
    if (condition := _closes_only_without_error(seen)) is not None:
        return Diagnosis(
            "session-left-open-on-error",
            f"The condition at {condition} lets the session be closed only where no exception came. Here one did, and"
            " the session is still open.",
            condition,
            "A function that cleans up is called with the exception, or with None. Both times there is the same to"
            " close: ask for the session, and not for the exception.",
        )
    place = next(_unguarded_yields(seen), None) or _opening_place(seen)
    raised = seen.raised.short_type if seen.raised else "the exception"
    return Diagnosis(
        "session-left-open-on-error",
        f"{raised} ended the view, and the session that was opened for it{f' ({place})' if place else ''} is still"
        " open: the line that closes it was never reached.",
        place,
        "FastAPI raises the view's exception again at the `yield`. Whatever has to be done then as well belongs into"
        " `finally`."
        if seen.framework == "fastapi"
        and any(isinstance(node, ast.Yield) for _, node in all_nodes(seen.sources))
        else "An exception skips every line up to where it is caught. What stands in `finally` runs all the same. So"
        " does a teardown function, in Flask, and the part of a dependency behind `finally`, in FastAPI.",
    )


def never_closed(seen: Seen) -> Diagnosis | None:
    """The session is still open, exception or not."""
    if not upstream_missed(seen, _CLOSED):
        return None
    place = _opening_place(seen)
    why = (
        "a line that closes is there, and was not reached"
        if _ever_closes(seen)
        else "nothing in your files closes it"
    )
    return Diagnosis(
        "session-never-closed",
        f"The session that is opened{f' at {place}' if place else ''} stays open: {why}.",
        place,
        "In a dependency, what stands after the `yield` is run when the answer is done."
        if seen.framework == "fastapi"
        else "Close it in `finally`, or in a teardown function, which finds it in g.",
    )


def _closes(node: ast.AST) -> bool:
    return any(
        isinstance(part, ast.Call) and last_name(part.func) in {"close", "aclose"} for part in ast.walk(node)
    )


def _ever_closes(seen: Seen) -> bool:
    """Whether anything closes, apart from the file that says how to open."""
    given = defining(seen.sources, "open_session")
    return any(
        file not in given and last_name(node) in {"close", "aclose", "closing"}
        for file, node in all_nodes(seen.sources)
    )


def _unguarded_yields(seen: Seen) -> Iterator[Place]:
    """The yields that no `finally` and no `with` stands around, in functions that open something or depend on it."""
    for file, function in functions(seen.sources):
        guarded = {
            id(part)
            for node in own_nodes(function)
            if isinstance(node, (ast.With, ast.AsyncWith)) or (isinstance(node, ast.Try) and node.finalbody)
            for part in ast.walk(node)
        }
        for node in own_nodes(function):
            if isinstance(node, ast.Yield) and id(node) not in guarded and _closes(function):
                yield at(seen.sources, (file, node))


# --- opened too often, or not at all -----------------------------------------------------------------------------


def opened_too_often(seen: Seen) -> Diagnosis | None:
    """One request opened several sessions."""
    if not upstream_missed(seen, _OPENED) or seen.mismatch.got.startswith("no "):
        return None
    for file, call in calls(seen.sources, "Depends"):
        off = (word for word in call.keywords if word.arg == "use_cache" and _is_false(word.value))
        if next(off, None) is not None:
            place = at(seen.sources, (file, call))
            return Diagnosis(
                "use-cache-off",
                f"use_cache=False at {place} makes FastAPI call the dependency once more in the same request.",
                place,
                "Without that argument, all who need a dependency in one request get the same result.",
            )
    again = opened_once_more(seen)
    where = at(seen.sources, again) if again else view_line(seen)
    return Diagnosis(
        "session-opened-twice",
        f"The request {asked(seen)} opened more than one session ({seen.mismatch.got}). Look at {where}.",
        where,
        "FastAPI calls a dependency once in a request only where all depend on the same function, with Depends."
        " A call of your own opens another session."
        if seen.framework == "fastapi"
        else "Each call of open_session() opens another one. Keep the first in a variable or in g, and close that one.",
    )


def not_opened(seen: Seen) -> Diagnosis | None:
    """No session was opened while this request was answered."""
    if not upstream_missed(seen, _OPENED):
        return None
    if (other := taken_by_another_route(seen)) is not None:
        return other
    known = list(functions(seen.sources))
    for found in calls(seen.sources, "open_session"):
        if not any(stands_in(function, found) for function in known) or _is_default(known, found[1]):
            place = at(seen.sources, found)
            return Diagnosis(
                "session-not-opened",
                f"The session is opened once, when the file is imported ({place}): {asked(seen)} opened none of its"
                " own.",
                place,
                "A line at the left edge runs once. Open a session inside a function that each request calls.",
            )
    raised = seen.raised
    if raised is not None and raised.own:
        line = seen.place(raised.place)
        return Diagnosis(
            "session-not-opened",
            f"{asked(seen)} opened no session at the upstream: {raised.short_type} was raised before, at {line}.",
            line,
            "Open the session first, and raise the exception after that: the task is that it is closed all the same.",
        )
    return Diagnosis(
        "session-not-opened",
        f"{asked(seen)} opened no session at the upstream.",
        seen.view_place,
        "Each request opens a session of its own, with open_session().",
    )


# --- questions -----------------------------------------------------------------------------------------------------


def _opening_place(seen: Seen) -> Place | None:
    """Where the session of this request is opened: in its view, else wherever one is opened."""
    found = list(calls(seen.sources, "open_session"))
    inside = [one for one in found if stands_in(view_of(seen), one)]
    return at(seen.sources, (inside or found)[0]) if found else seen.view_place


def _is_default(known: list[FoundFunction], call: ast.Call) -> bool:
    """Whether a call is the default of a parameter: it runs once, when the file is imported."""
    lines = {
        (part.lineno, part.col_offset)
        for _, function in known
        for default in [*function.args.defaults, *function.args.kw_defaults]
        for part in (ast.walk(default) if default is not None else ())
        if isinstance(part, ast.Call) and not isinstance(default, ast.Lambda)
    }
    return (call.lineno, call.col_offset) in lines


def crash_was_caught(seen: Seen) -> Diagnosis | None:
    """500 was asked for: an exception was to leave the view, and none did."""
    if seen.mismatch.aspect is not Aspect.STATUS or seen.mismatch.expected_value != 500 or not seen.is_fine:
        return None
    if (taken := taken_by_another_route(seen)) is not None:
        return taken
    view = view_of(seen)
    handlers = [node for node in ast.walk(view[1]) if isinstance(node, ast.ExceptHandler)] if view else []
    place = at(seen.sources, (view[0], handlers[0])) if view and handlers else view_line(seen)
    why = "the exception is caught" if handlers else "no exception leaves the function"
    return Diagnosis(
        "crash-caught",
        f"{asked(seen)} has to end in an exception, and the answer is {seen.status}: {why} ({place}).",
        place,
        "This path is there to show that the session is closed after a crash as well. Raise an exception, and let it"
        " go: the framework makes the status 500 of it.",
    )


def _is_false(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is False


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    hook_without_argument,
    hook_takes_for_granted,
    close_not_called,
    cleanup_after_return,
    yields_twice,
    left_open_on_error,
    never_closed,
    opened_too_often,
    not_opened,
    crash_was_caught,
)
