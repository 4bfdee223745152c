"""A coroutine that was handled in the wrong way: made and not awaited, awaited twice over, thrown away."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from urllib.parse import parse_qsl

from checker.coaching.reading.finding import Found
from checker.coaching.reading.reach import calls, imported_from, nodes, place_of_node
from checker.coaching.reading.source import trees
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def await_missing(seen: Seen) -> Diagnosis | None:
    """A coroutine was made and not awaited: nothing of it ever ran."""
    raised = seen.raised
    message = raised.message if raised else ""
    marks = (
        "'coroutine'",
        "a coroutine",
        "await wasn't used with future",
        "_GatheringFuture",
        "'_asyncio.Future'",
    )
    if not any(mark in message for mark in marks):
        too_early = seen.mismatch.aspect is Aspect.ANSWER and seen.response is not None
        if not too_early or _unawaited(seen) is None:
            return None
    found = _unawaited(seen)
    place = place_of_node(seen, found) or seen.place(raised.place if raised else None) or seen.view_place
    return Diagnosis(
        "await-missing",
        f"{place} makes a coroutine and does not await it, so what is in it never runs."
        if found is not None
        else f"{place} uses a coroutine where a value is needed: the call that made it was not awaited.",
        place,
        "A call of an async def function only makes a coroutine. await runs it and gives its result; await needs"
        " a function that begins with async def.",
    )


def _unawaited(seen: Seen) -> Found | None:
    """The first call of a coroutine function that stands alone, is returned or is assigned, without await."""
    names = {node.name for _, tree in trees(seen.sources) for node in ast.walk(tree)
             if isinstance(node, ast.AsyncFunctionDef)}  # fmt: skip
    names |= _GIVEN_COROUTINES[seen.framework]
    for file, node in nodes(seen):
        if not isinstance(node, (ast.Expr, ast.Return, ast.Assign, ast.DictComp, ast.ListComp)):
            continue
        parts = node.elt if isinstance(node, ast.ListComp) else node.value
        for value in parts.values if isinstance(parts, ast.Dict) else [parts]:
            target = value.func if isinstance(value, ast.Call) else None
            if (
                value is None
                or target is None
                or last_name(target) not in names
                or _is_plain_sleep(seen, target)
            ):
                continue
            if last_name(target) != "gather" or not isinstance(node, ast.Assign):
                return file, value
    return None


_GIVEN_COROUTINES = {
    "flask": {"sleep", "gather", "to_thread"},
    "fastapi": {"sleep", "gather", "to_thread", "fetch_quote"},
}


def _is_plain_sleep(seen: Seen, target: ast.expr) -> bool:
    """Whether this is time.sleep, which is no coroutine function."""
    owner = last_name(target.value) if isinstance(target, ast.Attribute) else None
    return last_name(target) == "sleep" and (
        owner == "time" or (owner is None and "sleep" in imported_from(seen, "time"))
    )


@dataclass(frozen=True, slots=True)
class Mishandled:
    """An exception that tells by itself how a coroutine was mishandled."""

    cause: str
    type: str
    mark: str
    sentence: str
    hint: str


MISHANDLED = (
    Mishandled(
        "async-without-extra",
        "RuntimeError",
        "'async' extra",
        "Flask can run an async def view only with the package asgiref, and that is not installed here.",
        "The extra `flask[async]` installs it: pip install 'flask[async]'. A plain def view needs nothing.",
    ),
    Mishandled(
        "gather-not-unpacked",
        "TypeError",
        "unhashable type: 'list'",
        "asyncio.gather is given one list. It takes the coroutines one by one.",
        "A star before a list passes its items as arguments of their own.",
    ),
    Mishandled(
        "loop-already-running",
        "RuntimeError",
        "running event loop",
        "An async def function runs inside the event loop, and asyncio.run wants to start a second one in it.",
        "Inside async def, await is all that is needed.",
    ),
    Mishandled(
        "loop-already-running",
        "RuntimeError",
        "event loop is already running",
        "An async def function runs inside the event loop, and this line wants to run that loop once more.",
        "Inside async def, await is all that is needed.",
    ),
    Mishandled(
        "awaited-plain-value",
        "TypeError",
        "'await' expression",
        "What stands after await is no coroutine but an ordinary value: the function has already run.",
        "Only async def functions are awaited. A function that waits in the ordinary way needs a thread, or a"
        " plain def around it.",
    ),
    Mishandled(
        "plain-call-in-gather",
        "TypeError",
        "a coroutine or an awaitable is required",
        "asyncio.gather is given values and not coroutines: the functions ran one after another before it.",
        "A plain function has to be handed over without being called: asyncio.to_thread takes it and its arguments.",
    ),
    Mishandled(
        "coroutines-to-wait",
        "TypeError",
        "Passing coroutines is forbidden",
        "asyncio.wait is given coroutines, and it takes tasks.",
        "asyncio.gather takes coroutines and gives their results in order. asyncio.wait needs a task for each.",
    ),
    Mishandled(
        "no-event-loop",
        "RuntimeError",
        "no current event loop",
        "This line asks for an event loop, and the thread that it runs in has none.",
        "A plain def runs in a thread of its own. asyncio.run() makes a loop there; an async def function has one"
        " already, and await is all that it needs.",
    ),
    Mishandled(
        "exception-group",
        "ExceptionGroup",
        "unhandled errors in a TaskGroup",
        "A TaskGroup packs the errors of its tasks into a group, and an ordinary except does not open it.",
        "Let each task catch its own error: a try inside the function that the task runs. An except* also looks into"
        " the group, but no return may stand in it.",
    ),
    Mishandled(
        "outside-request",
        "RuntimeError",
        "outside of request context",
        "request is there only in the thread that answers the request, and this line runs in another one.",
        "Read what you need from request before the threads start, and hand it over to them.",
    ),
    Mishandled(
        "upstream-error-not-caught",
        "UnknownSymbol",
        "",
        "fetch_quote raises UnknownSymbol for a symbol that the service does not know, and nothing catches it.",
        "Catch this error, and turn it into an answer with the status 404. str() of it is the symbol.",
    ),
)  # fmt: skip


def mishandled(seen: Seen) -> Diagnosis | None:
    """The exception says by itself what was wrong."""
    raised = seen.raised
    known = (
        one for one in MISHANDLED if raised and raised.short_type == one.type and one.mark in raised.message
    )
    kind = next(known, None)
    if raised is None or kind is None or (kind.cause == "outside-request" and seen.framework != "flask"):
        return None
    if kind.cause == "gather-not-unpacked" and next(calls(seen, "gather"), None) is None:
        return None
    place = seen.place(raised.place) or seen.view_place
    return Diagnosis(kind.cause, f"{place}: {kind.sentence}" if place else kind.sentence, place, kind.hint)


_NOT_CALLABLE = ("object is not callable", "must be callable")


def called_too_early(seen: Seen) -> Diagnosis | None:
    """A thread or a pool is given the result of a call, where it needs the function."""
    raised = seen.raised
    if (
        raised is None
        or raised.type != "TypeError"
        or not any(mark in raised.message for mark in _NOT_CALLABLE)
    ):
        return None
    for file, call in calls(
        seen, "to_thread", "submit", "run_in_executor", "run_in_threadpool", "run_sync", "map"
    ):
        given = call.args[1:2] if last_name(call.func) == "run_in_executor" else call.args[:1]
        if given and isinstance(given[0], ast.Call) and last_name(given[0].func) != "partial":
            place = place_of_node(seen, (file, call))
            return Diagnosis(
                "called-too-early",
                f"{ast.unparse(given[0])} at {place} runs at once, in this very thread, and only its result is handed"
                " over.",
                place,
                "Hand over the function itself, without parentheses. What it takes comes after it, behind commas.",
            )
    return None


def task_thrown_away(seen: Seen) -> Diagnosis | None:
    """A task was started, and the answer did not wait for it."""
    if seen.mismatch.aspect is not Aspect.ANSWER or seen.response is None:
        return None
    waited = {
        last_name(part) for _, node in nodes(seen) if isinstance(node, ast.Await) for part in ast.walk(node)
    }
    for file, node in nodes(seen):
        value = node.value if isinstance(node, (ast.Expr, ast.Assign)) else None
        kept = last_name(node.targets[0]) if isinstance(node, ast.Assign) else None
        name = last_name(value.func) if isinstance(value, ast.Call) else None
        in_thread = name in {"submit", "run_in_executor"} and isinstance(node, ast.Expr)
        if not isinstance(value, ast.Call) or not (in_thread or name in {"create_task", "ensure_future"}):
            continue
        if kept is None or kept not in waited:
            place = place_of_node(seen, (file, value))
            return Diagnosis(
                "task-not-awaited",
                f"{place} starts a task, and nothing waits for it: {seen.mismatch.got} came.",
                place,
                "create_task begins something and goes on at once. await the task where its end matters. In Flask, a"
                " task that is not awaited is thrown away with the view.",
            )
    return None


def list_not_split(seen: Seen) -> Diagnosis | None:
    """A text with commas was not taken apart."""
    wanted, query = (
        seen.mismatch.expected_value,
        parse_qsl(seen.request.target.partition("?")[2]) if seen.request else [],
    )
    if seen.status not in {404, 500} or seen.route is None or not query or "," not in query[0][1]:
        return None
    if seen.status == wanted or any(True for _ in calls(seen, "split")):
        return None
    name = query[0][0]
    read = [one for one in nodes(seen) if isinstance(one[1], ast.arg) and one[1].arg == name]
    read += [one for one in nodes(seen) if isinstance(one[1], ast.Constant) and one[1].value == name]
    place = place_of_node(seen, next(iter(read), None)) or seen.view_place
    return Diagnosis(
        "list-not-split",
        f"'{name}' comes as one text, '{query[0][1]}', and nothing takes it apart at the commas ({place}).",
        place,
        "A loop over a text goes from letter to letter, and a list in the query would need the name several times."
        " A text has a method that cuts it at each comma.",
    )


def error_as_a_value(seen: Seen) -> Diagnosis | None:
    """gather gave the exception like a result."""
    if seen.mismatch.aspect is not Aspect.STATUS or seen.mismatch.expected_value != 404:
        return None
    for file, call in calls(seen, "gather"):
        told = (word for word in call.keywords if word.arg == "return_exceptions")
        if any(isinstance(word.value, ast.Constant) and word.value.value is True for word in told):
            place = place_of_node(seen, (file, call))
            return Diagnosis(
                "error-as-a-value",
                f"return_exceptions=True ({place}) puts the errors among the results, and nothing there is raised. This"
                f" request got {seen.status}.",
                place,
                "Then each result has to be looked at: is it an error? Without that argument, gather raises the first"
                " error, and it can be caught around the await.",
            )
    return None


def not_waited(seen: Seen) -> Diagnosis | None:
    """The answer came too early or too late, and no line is to blame that we know."""
    if seen.mismatch.aspect is not Aspect.ANSWER or seen.response is None:
        return None
    place: Place | None = place_of_node(seen, next(calls(seen, "sleep", "wait", "call_later"), None))
    at = f" ({place})" if place else ""
    return Diagnosis(
        "wrong-wait",
        f"{seen.mismatch.expected} is asked for; {seen.mismatch.got} came{at}.",
        place or seen.view_place,
        "sleep takes seconds. Is the wait reached, and is it waited for before the answer is returned?",
    )


RULES = (
    called_too_early,
    mishandled,
    await_missing,
    task_thrown_away,
    list_not_split,
    error_as_a_value,
    not_waited,
)
