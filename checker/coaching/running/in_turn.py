"""Questions that could go out together, and each waits for the answer to the one before."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from checker.coaching.reading.finding import Found
from checker.coaching.reading.reach import (
    calls,
    imported_from,
    nodes,
    place_of_node,
)
from checker.coaching.reading.written import assigned, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

Loop = ast.For | ast.AsyncFor | ast.While | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def one_after_another(seen: Seen) -> Diagnosis | None:
    """Each question waits for the answer to the one before."""
    if seen.mismatch.aspect is not Aspect.TOGETHER or "/" not in (
        seen.request.target if seen.request else ""
    ):
        return None
    found = next(_never_gives_way(seen), None)
    if found is not None and any(True for _ in calls(seen, *_GATHERING)):
        return _in_a_coroutine(seen, found)
    if (lazy := next(_started_when_asked(seen), None)) is not None:
        place = place_of_node(seen, lazy)
        return Diagnosis(
            "one-after-another",
            f"{place} starts each question only when the loop asks for the next one. Round brackets make a generator,"
            f" and it does nothing in advance. Seen: {seen.mismatch.got}.",
            place,
            "Square brackets make a list, and with it all are started before the first answer is waited for.",
        )
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


_GATHERING = ("gather", "create_task", "ensure_future", "wait", "as_completed")


def _started_when_asked(seen: Seen) -> Iterator[Found]:
    """A generator, given a name, that starts a thread or a task at each step."""
    for file, node in nodes(seen):
        made = node.value if isinstance(node, ast.Assign) else None
        called = made.elt if isinstance(made, ast.GeneratorExp) else None
        if isinstance(called, ast.Call) and last_name(called.func) in _STARTERS:
            yield file, node


def _in_a_coroutine(seen: Seen, found: Found) -> Diagnosis:
    place = place_of_node(seen, found)
    return Diagnosis(
        "event-loop-held",
        f"{place} stands in an async def function and has no await, so it keeps the event loop to itself. The other"
        f" questions wait until it is done. Seen: {seen.mismatch.got}.",
        place,
        "An async def does not make a function wait with await. asyncio.to_thread takes a plain function and its"
        " arguments, runs it in a thread, and can be awaited.",
    )


def _never_gives_way(seen: Seen) -> Iterator[Found]:
    """Flask: a plain function of the upstream that is called in a coroutine function."""
    plain = imported_from(seen, "upstream") | {"urlopen"} if seen.framework == "flask" else set()
    for file, function in nodes(seen):
        awaits = any(isinstance(node, ast.Await) for node in ast.walk(function))
        for node in ast.walk(function) if isinstance(function, ast.AsyncFunctionDef) and not awaits else ():
            of_module = isinstance(node, ast.Call) and ast.unparse(node.func).startswith(
                ("upstream.", "requests.")
            )
            if isinstance(node, ast.Call) and (of_module or last_name(node.func) in plain):
                yield file, node


def _waits_in_loops(seen: Seen) -> Iterator[Found]:
    waiting = imported_from(seen, "upstream") | {"get", "result", "join", "urlopen"}
    for file, loop in nodes(seen):
        if not isinstance(loop, Loop):
            continue
        inside = [node for node in ast.walk(loop) if node is not loop]
        started_here = {
            assigned(node)[0] for node in inside if isinstance(node, ast.stmt) and _starts_work(node)
        }
        awaits = [
            node
            for node in inside
            if isinstance(node, ast.Await)
            and (isinstance(node.value, ast.Call) or last_name(node.value) in started_here - {None})
        ]
        called = [node for node in inside if isinstance(node, ast.Call) and last_name(node.func) in waiting]
        started = {last_name(node.func) for node in inside if isinstance(node, ast.Call)} & _STARTERS
        ends = [node for node in called if last_name(node.func) in {"result", "join"}]
        kept = ends if started else [node for node in called if node not in ends and _asks(node)]
        kept = [node for node in kept if last_name(node.func) != "join" or not node.args]
        yield from ((file, node) for node in [*awaits, *kept])


def _starts_work(node: ast.stmt) -> bool:
    """Whether a statement keeps a task or a future that it starts, under a name."""
    value = assigned(node)[1]
    return isinstance(value, ast.Call) and last_name(value.func) in _STARTERS


def _asks(call: ast.Call) -> bool:
    """Whether a call may ask a service: any function, and of the methods named get those of a client."""
    if last_name(call.func) != "get" or not isinstance(call.func, ast.Attribute):
        return True
    owner = (last_name(call.func.value) or "").lower()
    return owner in {"requests", "httpx", "http", "session"} or "client" in owner


_STARTERS = frozenset(
    {"submit", "create_task", "ensure_future", "start", "start_soon", "to_thread", "run_in_executor"}
)


def _waits_in_a_row(seen: Seen) -> Iterator[Found]:
    """An await of a call, with another one after it in the same block."""
    for file, node in nodes(seen):
        body = getattr(node, "body", None)
        awaits = [
            part
            for statement in (body if isinstance(body, list) else [])
            if isinstance(statement, (ast.Assign, ast.Expr, ast.Return))
            for part in ast.walk(statement)
            if isinstance(part, ast.Await) and isinstance(part.value, ast.Call)
        ]
        if isinstance(node, (ast.AsyncFunctionDef, ast.Try)) and len(awaits) > 1:
            yield file, awaits[0]
