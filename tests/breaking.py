"""A right app, broken once in a way that says its own cause, whatever the style of the app around it."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

VERBS = ("get", "post", "put", "patch", "delete")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Break:
    """One change of one file, and what a diagnosis may name after it."""

    name: str
    file: str
    text: str
    lines: frozenset[int]
    causes: frozenset[str]

    def write(self, source: Path, target: Path) -> Path:
        """The submission with that change, in a new folder."""
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        (target / self.file).write_text(self.text, encoding="utf-8")
        return target


def breaks(folder: Path) -> Iterator[Break]:
    """Every way to break each view of a submission, one at a time."""
    for path in sorted(folder.rglob("*.py")):
        try:
            text = path.read_text(encoding="utf-8")
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            continue
        for view, route in _views(tree):
            for way in WAYS:
                broken = way(text.splitlines(keepends=True), view, route)
                if broken is not None:
                    lines, at, causes = broken
                    name = f"{way.__name__}-{view.name}"
                    file = path.relative_to(folder).as_posix()
                    yield Break(name, file, "".join(lines), frozenset(at), frozenset(causes))


OF_A_CRASH = {"session-not-opened"}
"""Where a view is meant to raise, what it did not get to before it raised is named, at the line that raised."""

Broken = tuple[list[str], set[int], set[str]]
"""The file's lines after the change, the lines that may be named, and the causes that may be."""


def unknown_name(lines: list[str], view: Function, route: ast.Call) -> Broken | None:
    """The view begins with a name that nothing defines."""
    first = _first_statement(view)
    if first is None:
        return None
    lines.insert(first.lineno - 1, " " * first.col_offset + "undefined_helper()\n")
    return lines, {first.lineno}, {"undefined-name", *OF_A_CRASH}


def own_exception(lines: list[str], view: Function, route: ast.Call) -> Broken | None:
    """The view begins with a call that raises."""
    first = _first_statement(view)
    if first is None:
        return None
    lines.insert(first.lineno - 1, " " * first.col_offset + "1 // 0\n")
    return lines, {first.lineno}, {"exception-in-view", *OF_A_CRASH}


def return_lost(lines: list[str], view: Function, route: ast.Call) -> Broken | None:
    """The view's one `return` is gone, and its value with it."""
    returns = [node for node in ast.walk(view) if isinstance(node, ast.Return)]
    last = view.body[-1]
    others = [
        node for node in ast.walk(view) if isinstance(node, (*Function.__args__, ast.Lambda, ast.Yield))
    ]
    if returns != [last] or not isinstance(last, ast.Return) or last.value is None or len(others) > 1:
        return None
    row = last.lineno - 1
    lines[row] = lines[row].replace("return ", "result = ", 1)
    return lines, {view.lineno, route.lineno, last.lineno}, {"view-returned-none", "result-not-returned"}


def other_path(lines: list[str], view: Function, route: ast.Call) -> Broken | None:
    """A letter of the path is there twice."""
    path = route.args[0]
    assert isinstance(path, ast.Constant)
    fixed = [part for part in path.value.split("/") if part.isalpha()]
    if not fixed or path.lineno != route.lineno:
        return None
    row = path.lineno - 1
    slip = fixed[-1][:-1] + fixed[-1][-1] * 2
    lines[row] = re.sub(rf"(?<=/){fixed[-1]}(?=[/\"'])", slip, lines[row], count=1)
    causes = {"path-misspelled", "path-differs", "route-missing", "method-not-allowed"}
    return lines, {row + 1, view.lineno}, causes


def other_method(lines: list[str], view: Function, route: ast.Call) -> Broken | None:
    """The decorator names another method."""
    assert isinstance(route.func, ast.Attribute)
    if route.func.attr not in VERBS:
        return None
    row = route.func.end_lineno or route.lineno
    end = route.func.end_col_offset or 0
    line = lines[row - 1]
    lines[row - 1] = line[: end - len(route.func.attr)] + "options" + line[end:]
    return lines, {route.lineno, view.lineno}, {"method-not-allowed"}


WAYS: tuple[Callable[[list[str], Function, ast.Call], Broken | None], ...] = (
    unknown_name,
    own_exception,
    return_lost,
    other_path,
)


def _views(tree: ast.Module) -> Iterator[tuple[Function, ast.Call]]:
    """The functions below one plain route decorator, each with its call."""
    for node in ast.walk(tree):
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or len(node.decorator_list) != 1:
            continue
        call = node.decorator_list[0]
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in {*VERBS, "route", "api_route"}
            and call.args
            and isinstance(call.args[0], ast.Constant)
            and isinstance(call.args[0].value, str)
        ):
            yield node, call


def _first_statement(view: Function) -> ast.stmt | None:
    """The first statement behind the text of documentation; None where it stands on the line of `def`."""
    documented = ast.get_docstring(view) is not None
    body = view.body[1:] if documented else view.body
    first = body[0] if body else None
    return first if first is not None and first.lineno > view.lineno and first.col_offset > 0 else None
