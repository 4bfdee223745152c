"""The part of a solution that answers one task."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from checker.core.errors import CheckerFault
from checker.core.exercises import Exercise, Framework, Task
from checker.core.ladder import Excerpt


def answer_to(exercise: Exercise, framework: Framework, task: Task) -> tuple[Excerpt, ...]:
    """What the solution has for a task, in the task's own order.

    Raises CheckerFault where the task names something that the solution does not have.
    """
    folder = exercise.solutions / framework.value
    return tuple(_part(folder, name) for name in task.answer)


def _part(folder: Path, name: str) -> Excerpt:
    whole = folder / name
    if whole.is_file():
        return Excerpt(name, whole.read_text(encoding="utf-8").strip())
    for file in sorted(folder.glob("*.py")):
        text = file.read_text(encoding="utf-8")
        for node in ast.parse(text).body:
            if name in (*_defined(node), _beginning(text, node)):
                return Excerpt(file.name, _lines(text, node))
    raise CheckerFault(
        f"{folder} has no {name!r}: no file of that name, and at the top level of no file a name or a statement."
    )


def _defined(node: ast.stmt) -> Iterator[str]:
    """The names that a statement gives a meaning; `__main__` for what runs only as a script."""
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    elif isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))
    elif isinstance(node, ast.If) and "__name__" in ast.unparse(node.test):
        yield "__main__"


def _beginning(text: str, node: ast.stmt) -> str:
    """The first line of a statement, which names a statement that defines nothing."""
    return text.splitlines()[node.lineno - 1].rstrip(":")


def _lines(text: str, node: ast.stmt) -> str:
    """The lines of a statement, its decorators and the comment above it included."""
    lines = text.splitlines()
    first = min(one.lineno for one in (node, *getattr(node, "decorator_list", [])))
    while first > 1 and lines[first - 2].startswith("#"):
        first -= 1
    return "\n".join(lines[first - 1 : node.end_lineno])
