"""A refusal is made inside a try, and the except below it catches the refusal as well."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from checker.coaching.reading.reach import nodes
from checker.coaching.reading.returned import status_of
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

_BROAD = frozenset({None, "Exception", "BaseException", "HTTPException"})
"""What an except names that catches an HTTPException too; None for a bare one."""


def own_refusal_caught(seen: Seen) -> Diagnosis | None:
    """abort() or `raise HTTPException` with the right status, in a try whose except answers otherwise."""
    wanted = seen.mismatch.expected_value
    if seen.mismatch.aspect is not Aspect.STATUS or not isinstance(wanted, int) or wanted < 400:
        return None
    for file, node in nodes(seen):
        handler = next(_broad(node), None) if isinstance(node, ast.Try) else None
        if handler is None or not isinstance(node, ast.Try) or seen.status not in _answers(handler):
            continue
        inside = [part for statement in node.body for part in ast.walk(statement)]
        refusal = next((part for part in inside if _refuses_with(part, wanted)), None)
        by_flask = wanted == 415 and seen.framework == "flask"
        refusal = refusal or next((part for part in inside if by_flask and _reads_json(part)), None)
        if refusal is not None:
            place = seen.at((file, handler))
            return Diagnosis(
                "own-refusal-caught",
                f"The line at {seen.at((file, refusal))} refuses with {wanted}, as it should. The except at {place}"
                f" catches that refusal too, and answers {seen.status}.",
                place,
                "A refusal is an exception as well, of the class HTTPException. Catch only the class that you mean, or"
                " put as little as you can into the try.",
            )
    return None


def _broad(node: ast.Try) -> Iterator[ast.ExceptHandler]:
    """The handler that a refusal comes to, where there is one."""
    for handler in node.handlers:
        kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
        if any((last_name(kind) if kind is not None else None) in _BROAD for kind in kinds):
            yield handler


def _answers(handler: ast.ExceptHandler) -> set[int | None]:
    """The statuses that a handler ends with: those that it writes down, and 200 where it returns a plain value."""
    found: set[int | None] = set()
    for part in ast.walk(handler):
        if isinstance(part, (ast.Return, ast.Raise, ast.Call)):
            status = status_of(part)
            found.add(200 if status is None and isinstance(part, ast.Return) else status)
    return found - {None}


def _refuses_with(node: ast.AST, status: int) -> bool:
    if isinstance(node, ast.Call) and last_name(node.func) == "abort":
        return status_of(node) == status
    return isinstance(node, ast.Raise) and node.exc is not None and status_of(node) == status


def _reads_json(node: ast.AST) -> bool:
    """Whether this is `get_json()` or `request.json`: Flask itself refuses there what has another content type."""
    return isinstance(node, ast.Attribute) and node.attr in {"get_json", "json"}


FIRST = (own_refusal_caught,)
