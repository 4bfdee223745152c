"""Things that should have gone on at the same time did not, or a coroutine was handled in the wrong way."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from checker.coaching.finding import Found
from checker.coaching.reach import calls, imported_from, nodes, place_of_node, reachable
from checker.coaching.seen import Seen
from checker.coaching.source import find_function, trees
from checker.coaching.written import last_name
from checker.core.evidence import Aspect, Frame
from checker.core.reports import Diagnosis, Place

Loop = ast.For | ast.AsyncFor | ast.While | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


# --- nothing went on at the same time -------------------------------------------------------------


def loop_held(seen: Seen) -> Diagnosis | None:
    """A line of the learner's kept the event loop while others had to wait."""
    if seen.mismatch.aspect is not Aspect.TOGETHER or seen.framework != "fastapi":
        return None
    frame = _held_frame(seen)
    if frame is None:
        return None
    place = seen.place(frame)
    return Diagnosis(
        "event-loop-held",
        f"{place} keeps the event loop to itself: {_what_holds(seen, frame)} Until it is over, no other request"
        " is answered.",
        place,
        "All async def functions share one thread. A line in them may wait only with await. What has no await"
        " belongs into a thread: a plain def endpoint gets one from FastAPI.",
    )


def _held_frame(seen: Seen) -> Frame | None:
    """The line that was seen to hold the loop in this request's own functions, or in nobody's view."""
    mine = {(file, function.name) for file, function in reachable(seen)}
    views = {(route.place.file, route.place.function) for route in seen.routes if route.place} - mine
    held = [frame for frame in seen.run.held if not _is_awaited(seen, frame)]
    own = [frame for frame in held if (frame.file, frame.function) in mine]
    others = [frame for frame in held if (frame.file, frame.function) not in views]
    return next(iter([*own, *others]), None)


def _is_awaited(seen: Seen, frame: Frame) -> bool:
    """Whether the line awaits what it calls: then it gives way, and it was late for another reason."""
    function = find_function(seen.sources, frame)
    return any(
        isinstance(node, ast.Await) and node.lineno <= frame.line <= (node.end_lineno or node.lineno)
        for node in ast.walk(function or ast.Module([], []))
    )


def _what_holds(seen: Seen, frame: Frame) -> str:
    function = find_function(seen.sources, frame)
    called = [
        node
        for node in ast.walk(function or ast.Module([], []))
        if isinstance(node, ast.Call) and node.lineno <= frame.line <= (node.end_lineno or node.lineno)
    ]
    name = ast.unparse(called[-1].func) if called else None
    if name is None or name in {"range", "sum", "sorted", "len"}:
        return "it computes, and nothing in it gives way."
    return f"{name}() is no coroutine, and it comes back only when it is done."


def lock_around_wait(seen: Seen) -> Diagnosis | None:
    """A lock lets the requests in one by one."""
    if seen.mismatch.aspect is not Aspect.TOGETHER:
        return None
    locks = dict(_made_from(seen, "Lock", "RLock", "Semaphore", "BoundedSemaphore"))
    for file, node in nodes(seen):
        if not isinstance(node, (ast.With, ast.AsyncWith)):
            continue
        name = next((last_name(item.context_expr) for item in node.items), None)
        if name in locks:
            place = place_of_node(seen, (file, node))
            return Diagnosis(
                "lock-around-wait",
                f"The wait stands inside {name} ({place}), and {locks[name]} lets in only so many at a time.",
                place,
                "A lock is for the moment in which a shared value changes. Keep the waiting outside of it.",
            )
    return None


def _made_from(seen: Seen, *classes: str) -> Iterator[tuple[str, str]]:
    """The names that are given to new objects of these classes, each with its class."""
    for _, tree in trees(seen.sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                kind = last_name(node.value.func)
                names = [last_name(target) for target in node.targets]
                yield from ((name, f"a {kind}") for name in names if name and kind in classes)


def too_few_at_once(seen: Seen) -> Diagnosis | None:
    """A pool is smaller than what is asked for."""
    if seen.mismatch.aspect is not Aspect.TOGETHER:
        return None
    for file, tree in trees(seen.sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (size := _pool_size(node)) is not None:
                place = place_of_node(seen, (file.path, node))
                return Diagnosis(
                    "too-few-at-once",
                    f"{place} has room for {size} at a time; all the others wait until one of these is done."
                    f" Seen: {seen.mismatch.got}.",
                    place,
                    "How many are asked for is known only when the request is there. Make as much room.",
                )
    return None


def _pool_size(call: ast.Call) -> int | None:
    name = last_name(call.func)
    if name not in {
        "ThreadPoolExecutor",
        "ThreadPool",
        "Semaphore",
        "BoundedSemaphore",
        "CapacityLimiter",
        "Limits",
    }:
        return None
    wanted = {"max_workers", "processes", "value", "total_tokens", "max_connections"}
    sizes = [*call.args[:1], *(word.value for word in call.keywords if word.arg in wanted)]
    size = sizes[0].value if sizes and isinstance(sizes[0], ast.Constant) else None
    return size if type(size) is int and size < 5 else None


def one_after_another(seen: Seen) -> Diagnosis | None:
    """Each question waits for the answer to the one before."""
    if seen.mismatch.aspect is not Aspect.TOGETHER or "/" not in (
        seen.request.target if seen.request else ""
    ):
        return None
    found = next(_waits_in_loops(seen), None) or next(_waits_in_a_row(seen), None)
    if found is None:
        return None
    place = place_of_node(seen, found)
    return Diagnosis(
        "one-after-another",
        f"{place} waits for each answer before the next question is asked. Seen: {seen.mismatch.got}.",
        place,
        _TOGETHER[seen.framework],
    )


_TOGETHER = {
    "flask": "Start all of them first: a thread for each, for instance. Collect what they found after that.",
    "fastapi": "Start all of them first: asyncio.gather takes several coroutines and waits for them together.",
}


def _waits_in_loops(seen: Seen) -> Iterator[Found]:
    waiting = imported_from(seen, "upstream") | {"get", "result", "join", "urlopen"}
    for file, loop in nodes(seen):
        if not isinstance(loop, Loop):
            continue
        inside = [node for node in ast.walk(loop) if node is not loop]
        awaits = [node for node in inside if isinstance(node, ast.Await) and isinstance(node.value, ast.Call)]
        called = [node for node in inside if isinstance(node, ast.Call) and last_name(node.func) in waiting]
        started = {last_name(node.func) for node in inside if isinstance(node, ast.Call)} & _STARTERS
        kept = [node for node in called if last_name(node.func) in {"result", "join"}] if started else called
        kept = [node for node in kept if last_name(node.func) != "join" or not node.args]
        yield from ((file, node) for node in [*awaits, *kept])


_STARTERS = frozenset(
    {"submit", "create_task", "ensure_future", "start", "start_soon", "to_thread", "run_in_executor"}
)


def _waits_in_a_row(seen: Seen) -> Iterator[Found]:
    """An await of a call, with another one after it in the same block."""
    for file, node in nodes(seen):
        awaits = [
            part
            for statement in getattr(node, "body", None) or []
            if isinstance(statement, (ast.Assign, ast.Expr, ast.Return))
            for part in ast.walk(statement)
            if isinstance(part, ast.Await) and isinstance(part.value, ast.Call)
        ]
        if isinstance(node, ast.AsyncFunctionDef) and len(awaits) > 1:
            yield file, awaits[0]


# --- a coroutine, handled in the wrong way --------------------------------------------------------


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
        f"{place} makes a coroutine and does not await it, so what is in it never runs.",
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
        "exception-group",
        "ExceptionGroup",
        "unhandled errors in a TaskGroup",
        "A TaskGroup packs the errors of its tasks into a group, and an ordinary except does not open it.",
        "except* looks into a group. Or let each task catch its own error.",
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


def made_up(seen: Seen) -> Diagnosis | None:
    """The answer is right in form, and nobody was asked for it."""
    if seen.mismatch.aspect is not Aspect.UPSTREAM or seen.mismatch.got != "the upstream was not asked":
        return None
    return Diagnosis(
        "upstream-not-asked",
        f"{seen.who} answered {seen.request_line} without asking the upstream.",
        seen.view_place,
        "The module upstream has a function that asks. Call it, and answer with what it returns.",
    )


RULES = (
    made_up,
    loop_held,
    mishandled,
    await_missing,
    lock_around_wait,
    one_after_another,
    too_few_at_once,
    not_waited,
)
