"""What the learner's source writes down: routes, app objects and routers, as its trees show them."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.coaching.reading.source import trees
from checker.core.evidence import SourceFile

ROUTERS = frozenset({"Blueprint", "APIRouter"})
_DECORATORS = frozenset({"route", "api_route", "get", "post", "put", "patch", "delete"})

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class WrittenRoute:
    """A route as a decorator above a function writes it."""

    file: str
    line: int
    first: int
    """The line of the function's first decorator."""
    owner: str
    """What stands before the dot: the app's or the router's name."""
    path: str | None
    """The path, where it is a plain text."""
    called: bool
    """Whether the decorator has its parentheses."""


@dataclass(frozen=True, slots=True)
class Made:
    """An object that is made from a class and given a name."""

    file: str
    line: int
    name: str
    kind: str
    scope: int
    """Tells one function's names from another's, and from the file's."""


def written_routes(sources: Sequence[SourceFile]) -> Iterator[WrittenRoute]:
    """Every route decorator in the learner's files."""
    for source, tree in trees(sources):
        for node in ast.walk(tree):
            if isinstance(node, Function):
                yield from _routes_above(source, node)


def _routes_above(source: SourceFile, function: Function) -> Iterator[WrittenRoute]:
    for decorator in function.decorator_list:
        owner = route_owner(decorator)
        if owner is not None:
            yield WrittenRoute(
                file=source.path,
                line=decorator.lineno,
                first=min(item.lineno for item in function.decorator_list),
                owner=owner,
                path=_path_in(decorator),
                called=isinstance(decorator, ast.Call),
            )


def route_owner(decorator: ast.expr) -> str | None:
    """The name before the dot of a route decorator; None for any other decorator."""
    target = decorator.func if isinstance(decorator, ast.Call) else decorator
    if isinstance(target, ast.Attribute) and target.attr in _DECORATORS:
        return last_name(target.value)
    return None


def _path_in(decorator: ast.expr) -> str | None:
    if not isinstance(decorator, ast.Call):
        return None
    named = [word.value for word in decorator.keywords if word.arg in {"path", "rule"}]
    first = next(iter([*decorator.args, *named]), None)
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def made_objects(sources: Sequence[SourceFile], kinds: frozenset[str]) -> Iterator[Made]:
    """Every assignment of a new object of one of these classes to a plain name, in order."""
    for source, tree in trees(sources):
        scopes = [tree, *(node for node in ast.walk(tree) if isinstance(node, Function))]
        for number, scope in enumerate(scopes):
            for node in scope.body:
                name, value = assigned(node)
                kind = last_name(value.func) if isinstance(value, ast.Call) else None
                if name is not None and kind in kinds:
                    yield Made(source.path, node.lineno, name, kind or "", number)


def with_defaults(arguments: ast.arguments) -> Iterator[tuple[ast.arg, ast.expr | None]]:
    """Every parameter with its default; None where it has none."""
    plain = [*arguments.posonlyargs, *arguments.args]
    nothing: list[ast.expr | None] = [None] * (len(plain) - len(arguments.defaults))
    yield from zip(plain, [*nothing, *arguments.defaults], strict=True)
    yield from zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)


def assigned(node: ast.stmt) -> tuple[str | None, ast.expr | None]:
    """The plain name that a statement assigns to, and what it assigns."""
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
        return node.targets[0].id, node.value
    if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
        return node.target.id, node.value
    return None, None


def last_name(node: ast.AST | None) -> str | None:
    """The last name of `name` or of `package.name`."""
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def is_imported(sources: Sequence[SourceFile], file: str) -> bool:
    """Whether any other file may import this one: its module's name stands in an import or in a text."""
    path = PurePosixPath(file)
    module = path.parent.name if path.stem == "__init__" else path.stem
    others = (tree for source, tree in trees(sources) if source.path != file)
    return any(module in _modules_named(tree) for tree in others)


def _modules_named(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            names.update(node.name.split("."))
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.update(node.module.split("."))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            names.update(node.value.split("."))
    return names
