"""Functions that are made in a loop, and all see what the loop's variable is in the end."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from checker.coaching.reading.finding import all_nodes, at
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

Made = ast.Lambda | ast.FunctionDef | ast.AsyncFunctionDef


def loop_variable_shared(seen: Seen) -> Diagnosis | None:
    """A view that a loop made answers with the value of the loop's last round."""
    shown = seen.mismatch.aspect in {Aspect.JSON, Aspect.TEXT, Aspect.NAMED, Aspect.KIND}
    frame = seen.route.place if seen.route else None
    if not shown or frame is None or not seen.is_fine:
        return None
    for file, loop in all_nodes(seen.sources):
        if file != frame.file or not isinstance(loop, (ast.For, ast.AsyncFor)):
            continue
        names = {node.id for node in ast.walk(loop.target) if isinstance(node, ast.Name)}
        for made in _made_in(loop):
            late = sorted(names & _read_later(made))
            if late and made.lineno <= frame.line <= (made.end_lineno or made.lineno):
                place = at(seen.sources, (file, made))
                return Diagnosis(
                    "loop-variable-shared",
                    f"The function at {place} is made in a loop and uses {late[0]!r}, the loop's variable. It looks at"
                    " that variable only when it is called. By then the loop is over, and it has its last value.",
                    place,
                    f"Give the value to the function while it is made: a parameter with a default, {late[0]}={late[0]},"
                    " keeps it.",
                )
    return None


def _made_in(loop: ast.For | ast.AsyncFor) -> Iterator[Made]:
    for statement in loop.body:
        yield from (node for node in ast.walk(statement) if isinstance(node, Made))


def _read_later(made: Made) -> set[str]:
    """The names that a function reads when it is called, without those that it is given."""
    body = made.body if isinstance(made.body, list) else [made.body]
    read = {
        node.id
        for part in body
        for node in ast.walk(part)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    arguments = made.args
    return read - {one.arg for one in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}


RULES = (loop_variable_shared,)
