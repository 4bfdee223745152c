"""Things that should have gone on at the same time, and did not."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from checker.coaching.reading.finding import Found, all_nodes, functions
from checker.coaching.reading.reach import (
    nodes,
    place_of_node,
    reachable,
    reachable_from,
)
from checker.coaching.reading.source import find_function, trees
from checker.coaching.reading.written import last_name
from checker.coaching.running import in_turn
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect, Frame
from checker.core.exchanges import Broken
from checker.core.reports import Diagnosis


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
        isinstance(node, ast.Await)
        and node.lineno <= frame.line <= (node.end_lineno or node.lineno)
        and not _calls_first(node.value)
        for node in ast.walk(function or ast.Module([], []))
    )


def _calls_first(awaited: ast.expr) -> bool:
    """Whether what is handed to a thread is the result of a call, which runs before there is a thread."""
    if not isinstance(awaited, ast.Call) or last_name(awaited.func) not in HANDING_OVER:
        return False
    given = [part for part in awaited.args if isinstance(part, ast.Call)]
    return any(last_name(part.func) not in {"partial", *_MAKING_POOLS} for part in given)


HANDING_OVER = frozenset({"to_thread", "run_in_executor", "run_in_threadpool", "run_sync"})
"""Functions that take another function and run it in a thread."""

_MAKING_POOLS = frozenset({"ThreadPoolExecutor", "get_executor"})


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
    locks = dict(
        _made_from(seen, "Lock", "RLock", "Semaphore", "BoundedSemaphore", "FileLock", "SoftFileLock")
    )
    for file, node in nodes(seen):
        if not isinstance(node, (ast.With, ast.AsyncWith)):
            continue
        name = next((last_name(item.context_expr) for item in node.items), None)
        if name in locks:
            place = place_of_node(seen, (file, node))
            return Diagnosis(
                "lock-around-wait",
                f"The wait stands inside {name} ({place}), and {locks[name]} lets in one at a time.",
                place,
                "A lock is for the moment in which a shared value changes. Keep the waiting outside of it.",
            )
    return None


def lock_that_never_opens(seen: Seen) -> Diagnosis | None:
    """A lock of threads, kept across an await: the loop stands still, and nobody can give it back."""
    if seen.exchange is None or seen.exchange.broken is not Broken.NO_ANSWER:
        return None
    locks = dict(_made_from(seen, "Lock", "RLock", "Semaphore"))
    for file, node in nodes(seen):
        name = (
            next((last_name(item.context_expr) for item in node.items), None)
            if isinstance(node, ast.With)
            else None
        )
        if name in locks and any(isinstance(part, ast.Await) for part in ast.walk(node)):
            place = place_of_node(seen, (file, node))
            return Diagnosis(
                "lock-across-await",
                f"{name} ({place}) is a lock for threads, and there is an await inside it. The next request waits for"
                " the lock without await: so the event loop stands still, and nobody can give the lock back.",
                place,
                "In async def functions, use the lock of asyncio, with `async with`. Better still: keep the wait"
                " outside of the lock.",
            )
    return None


def lock_of_the_system(seen: Seen) -> Diagnosis | None:
    """A lock of a file, or one that is taken by hand, around a whole request."""
    if seen.mismatch.aspect is not Aspect.TOGETHER:
        return None
    rooms = {name for name, _ in _rooms_with_names(seen)}
    for file, node in (*nodes(seen), *_run_before(seen)):
        name = last_name(node.func) if isinstance(node, ast.Call) else None
        taken = name == "acquire" and isinstance(node, ast.Call) and not node.args
        if isinstance(node, ast.Call) and (name in _LOCKING or (taken and _owner(node) not in rooms)):
            place = place_of_node(seen, (file, node))
            return Diagnosis(
                "lock-around-wait",
                f"The line at {place} takes a lock. If it is kept while the request waits, all the others stand in line"
                f" behind it. Seen: {seen.mismatch.got}.",
                place,
                "A lock is for the moment in which a shared value changes. Keep the waiting outside of it.",
            )
    return None


_LOCKING = frozenset({"flock", "lockf", "FileLock", "SoftFileLock"})
_BEFORE = frozenset({"before_request", "before_app_request", "middleware"})


def _run_before(seen: Seen) -> Iterator[Found]:
    """What stands in functions that are run before the view, and in what they call."""
    for file, function in functions(seen.sources):
        above = (one.func if isinstance(one, ast.Call) else one for one in function.decorator_list)
        if _BEFORE & {last_name(one) for one in above}:
            for other, reached in reachable_from(seen, (file, function)):
                yield from ((other, node) for node in ast.walk(reached))


def _owner(call: ast.Call) -> str | None:
    return last_name(call.func.value) if isinstance(call.func, ast.Attribute) else None


def waits_its_turn(seen: Seen) -> Diagnosis | None:
    """A loop that sleeps until the others are done."""
    if seen.mismatch.aspect is not Aspect.TOGETHER:
        return None
    for file, node in all_nodes(seen.sources):
        if not isinstance(node, ast.While):
            continue
        inside = [part for part in ast.walk(node) if isinstance(part, ast.Call)]
        if any(last_name(call.func) == "sleep" for call in inside):
            place = place_of_node(seen, (file, node))
            return Diagnosis(
                "waits-its-turn",
                f"The loop at {place} sleeps until something changes. It seems that a request waits there until"
                f" others are done. Seen: {seen.mismatch.got}.",
                place,
                "Requests that have nothing to do with each other need no order. Let each of them go on at once.",
            )
    return None


def _made_from(seen: Seen, *classes: str) -> Iterator[tuple[str, str]]:
    """The names that are given to new objects of these classes, each with its class."""
    for _, tree in trees(seen.sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                kind = last_name(node.value.func)
                names = [last_name(target) for target in node.targets]
                several = (_pool_size(node.value) or 1) > 1
                yield from ((name, f"a {kind}") for name in names if name and kind in classes and not several)


def too_few_at_once(seen: Seen) -> Diagnosis | None:
    """A pool is smaller than what is asked for."""
    if seen.mismatch.aspect is not Aspect.TOGETHER:
        return None
    inside = [found for found in nodes(seen) if _room(found[1]) is not None]
    named = {last_name(node) for _, node in (*nodes(seen), *_run_before(seen))}
    used = [found for name, found in _rooms_with_names(seen) if name in named]
    anywhere = [found for found in all_nodes(seen.sources) if _room(found[1]) is not None]
    found = next(iter([*inside, *used, *anywhere]), None)
    if found is None:
        return None
    place = place_of_node(seen, found)
    sure = bool(inside or used)
    return Diagnosis(
        "too-few-at-once",
        f"{place} has room for {_room(found[1])} at a time; "
        f"{'all the others wait' if sure else 'it may be that the others wait'} until one of these is done."
        f" Seen: {seen.mismatch.got}.",
        place,
        "How many are asked for is known only when the request is there. Make as much room.",
    )


def _room(node: ast.AST) -> int | None:
    return _pool_size(node) if isinstance(node, ast.Call) else None


def _rooms_with_names(seen: Seen) -> Iterator[tuple[str, Found]]:
    """The pools that are given to a name, each with that name."""
    for file, node in all_nodes(seen.sources):
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if isinstance(node, ast.Assign) and value is not None and _room(value) is not None:
            yield from ((name, (file, value)) for name in map(last_name, node.targets) if name)


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
    lock_that_never_opens,
    loop_held,
    lock_around_wait,
    lock_of_the_system,
    in_turn.one_after_another,
    too_few_at_once,
    waits_its_turn,
)
