"""Work that was started and left alone, and a wait that is far too long."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import Found
from checker.coaching.reading.reach import calls, imported_from, nodes, place_of_node
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.exchanges import Broken
from checker.core.reports import Diagnosis

_LONG = 10
"""Seconds: the tests wait no longer for an answer."""
_THREADS = frozenset({"Thread", "Timer", "Process"})


def thread_left_alone(seen: Seen) -> Diagnosis | None:
    """A thread was started, and the answer did not wait for it."""
    if seen.mismatch.aspect is not Aspect.ANSWER or seen.response is None:
        return None
    made = next(calls(seen, *_THREADS), None)
    if made is None or next(calls(seen, "start"), None) is None or _is_joined(seen):
        return None
    place = place_of_node(seen, made)
    return Diagnosis(
        "task-not-awaited",
        f"{place} makes a thread that goes on by itself, and nothing waits for it: {seen.mismatch.got} came.",
        place,
        "The method join() of a thread waits for its end. Or let the view wait by itself: that needs no thread.",
    )


def _is_joined(seen: Seen) -> bool:
    return any(not call.args for _, call in calls(seen, "join"))


def exception_in_thread(seen: Seen) -> Diagnosis | None:
    """An except waits around start() and join(), and what a thread raises never comes out of these."""
    if not seen.should_be_refused or not seen.is_fine:
        return None
    for file, node in nodes(seen):
        if not isinstance(node, ast.Try):
            continue
        inside = [
            part for statement in node.body for part in ast.walk(statement) if isinstance(part, ast.Call)
        ]
        joins = [part for part in inside if last_name(part.func) == "join" and not part.args]
        others = {last_name(part.func) for part in inside} & {"result", "gather", "submit", "map"}
        if joins and not others:
            place = place_of_node(seen, (file, node.handlers[0] if node.handlers else joins[0]))
            return Diagnosis(
                "exception-stays-in-thread",
                f"What a thread raises ends that thread alone. It does not come out of start() or join(), so the"
                f" except at {place} never sees it, and the answer is {seen.status}.",
                place,
                "Catch the error in the function that the thread runs, and keep it for the view. Or take a"
                " ThreadPoolExecutor: result() raises again what the function raised.",
            )
    return None


def left_to_background(seen: Seen) -> Diagnosis | None:
    """What the answer needs is made in a background task: that one runs after the answer."""
    wrong = seen.mismatch.aspect in {Aspect.ANSWER, Aspect.JSON, Aspect.TEXT}
    found = next(_background(seen), None) if wrong and seen.is_fine else None
    if found is None:
        return None
    place = place_of_node(seen, found[0])
    return Diagnosis(
        "left-to-background",
        f"{place} leaves {found[1]}() to a background task. It runs after the answer is sent, so the answer cannot"
        " wait for it, or have its result.",
        place,
        "Call it before the answer. A plain def function may wait for it: FastAPI runs that in a thread.",
    )


def _background(seen: Seen) -> Iterator[tuple[Found, str]]:
    """The background tasks that wait, or that ask the upstream, each with the name of its function."""
    working = imported_from(seen, "upstream") | {"sleep"}
    for file, call in calls(seen, "add_task", "BackgroundTask"):
        name = last_name(call.args[0]) if call.args else None
        of_module = bool(call.args) and ast.unparse(call.args[0]).startswith("upstream.")
        if name is not None and (of_module or name in working):
            yield (file, call), name


def waits_too_long(seen: Seen) -> Diagnosis | None:
    """No answer came in time, and a line waits for many seconds."""
    if seen.exchange is None or seen.exchange.broken is not Broken.NO_ANSWER:
        return None
    for file, call in calls(seen, "sleep", "wait"):
        given = [*call.args, *(word.value for word in call.keywords)]
        number = next((one.value for one in given if isinstance(one, ast.Constant)), None)
        if isinstance(number, (int, float)) and number >= _LONG:
            place = place_of_node(seen, (file, call))
            return Diagnosis(
                "wrong-wait",
                f"{place} waits for {number} seconds, and no answer to {seen.request_line} came in time.",
                place,
                "The number is in seconds, and one second is 1.",
            )
    return None


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    waits_too_long,
    thread_left_alone,
    exception_in_thread,
    left_to_background,
)
