"""A view gave back None: it printed, dropped what it made, or came to its end on a way without `return`."""

from __future__ import annotations

import ast

from checker.coaching.reading.answering import returns_of
from checker.coaching.reading.complaints import misfit
from checker.coaching.reading.finding import FoundFunction, at, function_named, view_of
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

_BODIES = frozenset({Aspect.JSON, Aspect.TEXT, Aspect.KIND, Aspect.NAMED})


def nothing_returned(seen: Seen) -> Diagnosis | None:
    """What the view, or the function that it hands the work to, does instead of returning."""
    if not _got_none(seen) or seen.mismatch.expected_value == 405:
        return None
    found = view_of(seen)
    if found is None:
        return _ends_without(seen, seen.view_place, "The view")
    found = _helper_of(seen, found) or found
    return (
        _printed(seen, found) or _dropped(seen, found) or _one_branch(seen, found) or _no_return(seen, found)
    )


def _got_none(seen: Seen) -> bool:
    """Whether the framework was given None: Flask raises, FastAPI makes `null` of it."""
    if seen.mismatch.expected_value == 405:
        return False  # this method was to reach no view at all
    raised = seen.raised
    if seen.framework == "fastapi":
        return _sent_null(seen)
    wrong = raised is not None and raised.type == "TypeError" and not raised.own
    return wrong and raised is not None and "valid response" in raised.message and "None" in raised.message


def _sent_null(seen: Seen) -> bool:
    """FastAPI: `null` went out where something was asked for, or was refused by the type of the answer."""
    found = misfit(seen)
    if found is not None:
        return not found.field and found.value is None
    something = seen.mismatch.aspect in _BODIES or seen.mismatch.expected_value in {200, 201, 202}
    empty = (
        seen.response is not None and not seen.response.body and not _valued_in(seen)
    )  # a response_class writes it
    return something and seen.is_fine and (seen.json is None or empty)


def _valued_in(seen: Seen) -> bool:
    found = view_of(seen)
    return found is None or bool(_valued(found[1]))


def _helper_of(seen: Seen, view: FoundFunction) -> FoundFunction | None:
    """The learner's function whose result the view returns, where that function returns nothing."""
    for node in returns_of(view[1]):
        value = node.value.value if isinstance(node.value, ast.Await) else node.value
        name = last_name(value.func) if isinstance(value, ast.Call) else None
        helper = function_named(seen.sources, name) if name else None
        if helper is not None and not _valued(helper[1]):
            return helper
    return None


def _printed(seen: Seen, found: FoundFunction) -> Diagnosis | None:
    """The text went to the terminal."""
    file, function = found
    calls = [
        node for node in own_nodes(function) if isinstance(node, ast.Call) and last_name(node.func) == "print"
    ]
    returned = {id(node.value) for node in returns_of(function)}
    if not calls or any(id(node.value) not in {id(call) for call in calls} for node in _valued(function)):
        return None
    call = min(calls, key=lambda node: (id(node) not in returned, node.lineno))
    place = at(seen.sources, (file, call))
    return Diagnosis(
        "printed-not-returned",
        f"{function.name}() prints its answer at {place} and returns nothing, so {_nothing(seen)}.",
        place,
        "print() writes to the terminal that the server runs in. The client gets what the function returns.",
    )


def _dropped(seen: Seen, found: FoundFunction) -> Diagnosis | None:
    """The answer is made by a call, and its result goes nowhere."""
    file, function = found
    last = function.body[-1]
    value = last.value if isinstance(last, (ast.Expr, ast.Assign, ast.AnnAssign)) else None
    value = value.value if isinstance(value, ast.Await) else value
    made = _what_is_made(last, value)
    if _valued(function) or made is None:
        return None
    place = at(seen.sources, (file, last))
    return Diagnosis(
        "result-not-returned",
        f"{made} at {place} makes something, and {function.name}() does not return it, so {_nothing(seen)}.",
        place,
        "A result stays in the line that made it, or in the name that it was given. Nothing of it is sent to the client"
        " by itself: return it.",
    )


def _what_is_made(last: ast.stmt, value: ast.expr | None) -> str | None:
    """The words for the call or the assignment that a function ends with."""
    if isinstance(value, ast.Call):
        return f"{ast.unparse(value.func)}()"
    assigned_to = last.targets[0] if isinstance(last, ast.Assign) else getattr(last, "target", None)
    return (
        f"The line with {ast.unparse(assigned_to)}" if assigned_to is not None and value is not None else None
    )


def _one_branch(seen: Seen, found: FoundFunction) -> Diagnosis | None:
    """Some ways through the function return, and this request took another one."""
    file, function = found
    if not _valued(function) or _always_leaves(function.body):
        return None
    bare = next(
        (node for node in own_nodes(function) if isinstance(node, ast.Return) and not node.value), None
    )
    place = at(seen.sources, (file, bare or _last_choice(function)))
    return Diagnosis(
        "branch-without-return",
        f"{function.name}() returns something on some of its ways only. {seen.request_line} took a way without a"
        f" `return` with a value (look at {place}), so {_nothing(seen)}.",
        place,
        "Follow this request line by line. Where a condition is false, or a loop has nothing to go through, Python"
        " goes on below it: every way has to come to a `return`.",
    )


def _no_return(seen: Seen, found: FoundFunction) -> Diagnosis | None:
    """There is no `return` with a value."""
    file, function = found
    last = next((node for node in reversed(function.body) if _is_value(node)), None)
    place = at(seen.sources, (file, last)) if last is not None else at(seen.sources, found)
    return None if _valued(function) else _ends_without(seen, place, f"{function.name}()")


def returned_none(seen: Seen) -> Diagnosis | None:
    """There is a `return` with a value, the value was None, and no other rule knows why."""
    view = view_of(seen) if _got_none(seen) else None
    if view is None:
        return None
    file, function = _helper_of(seen, view) or view
    single = _valued(function)
    place = at(seen.sources, (file, single[0] if len(single) == 1 else function))
    return Diagnosis(
        "view-returned-none",
        f"{function.name}() returned None, so {_nothing(seen)}. It is probably made at {place}.",
        place,
        "None stands for nothing. Which call in this line gives it? A get() gives None for what it does not find.",
    )


def _ends_without(seen: Seen, place: Place | None, name: str) -> Diagnosis:
    where = f" ({place})" if place else ""
    return Diagnosis(
        "view-returned-none",
        f"{name} comes to its end without returning anything{where}, so {_nothing(seen)}.",
        place,
        "A value that merely stands in a line goes nowhere. The client gets what stands behind `return`.",
    )


def _nothing(seen: Seen) -> str:
    if seen.framework == "flask":
        return "Flask has nothing to send"
    return "the client gets null" if seen.json is None else "the client gets nothing"


def _valued(function: Function) -> list[ast.Return]:
    """The `return` lines that give back something, None as such left out."""
    return [
        node
        for node in returns_of(function)
        if not (isinstance(node.value, ast.Constant) and node.value.value is None)
        and not (isinstance(node.value, ast.Call) and last_name(node.value.func) == "print")
    ]


def _is_value(node: ast.stmt) -> bool:
    """Whether a line is a value and nothing else, or a `return` of nothing."""
    return isinstance(node, (ast.Expr, ast.Return))


def _always_leaves(body: list[ast.stmt]) -> bool:
    """Whether a block cannot come to its end: each way through it returns a value or raises."""
    last = body[-1] if body else None
    match last:
        case ast.Return():
            return last.value is not None
        case ast.Raise():
            return True
        case ast.If():
            return _always_leaves(last.body) and _always_leaves(last.orelse)
        case ast.With() | ast.AsyncWith():
            return _always_leaves(last.body)
        case ast.Try():
            ends = [last.orelse or last.body, *(handler.body for handler in last.handlers)]
            return _always_leaves(last.finalbody) or all(map(_always_leaves, ends))
        case ast.While():
            return isinstance(last.test, ast.Constant) and bool(last.test.value)
        case ast.Match():
            return all(_always_leaves(case.body) for case in last.cases) and _takes_rest(last)
    return False


def _takes_rest(node: ast.Match) -> bool:
    last = node.cases[-1]
    return last.guard is None and isinstance(last.pattern, ast.MatchAs) and last.pattern.pattern is None


def _last_choice(function: Function) -> ast.stmt:
    """The last statement of the function that has ways through it."""
    kinds = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.Try, ast.Match, ast.With)
    return next((node for node in reversed(function.body) if isinstance(node, kinds)), function.body[-1])


RULES = (nothing_returned,)
