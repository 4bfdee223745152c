"""Whether an object that one file makes is read anywhere, under whatever name another file knows it."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from pathlib import PurePosixPath

from checker.coaching.reading.source import trees
from checker.coaching.reading.written import Function, route_owner
from checker.core.evidence import SourceFile


def is_used(sources: Sequence[SourceFile], file: str, name: str) -> bool:
    """Whether a name that `file` makes is read anywhere but as the owner of a route decorator."""
    for source, tree in trees(sources):
        if source.path == file:
            if name in _names_read(tree):
                return True
        elif _reads_of(tree, _module(file), name):
            return True
    return False


def _module(file: str) -> str:
    """The last name of a file's module."""
    path = PurePosixPath(file)
    return path.parent.name if path.stem == "__init__" else path.stem


def _reads_of(tree: ast.Module, module: str, name: str) -> bool:
    """Whether a file reads `name` of a module: imported from it, or behind the module's own name."""
    own, modules = {name} if _imports_all(tree) else set(), {module}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").rpartition(".")[2] == module:
            own |= {alias.asname or alias.name for alias in node.names if alias.name == name}
        elif isinstance(node, ast.ImportFrom | ast.Import):
            modules |= {
                alias.asname for alias in node.names if alias.asname and alias.name.split(".")[-1] == module
            }
            own |= {alias.asname or alias.name for alias in node.names if _passed_on(node, alias.name, name)}
    if own & _names_read(tree):
        return True
    return any(
        isinstance(node, ast.Attribute) and node.attr == name and _last(node.value) in modules
        for node in ast.walk(tree)
    )


def _passed_on(node: ast.ImportFrom | ast.Import, imported: str, name: str) -> bool:
    """Whether a package, by its own `__init__`, may pass the name on."""
    return isinstance(node, ast.ImportFrom) and node.level > 0 and not node.module and imported == name


def _imports_all(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.alias) and node.name == "*" for node in ast.walk(tree))


def _last(node: ast.expr) -> str | None:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


def _names_read(tree: ast.Module) -> set[str]:
    """The names that a file reads, but for those in route decorators."""
    decorators = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, Function)
        for decorator in node.decorator_list
        if route_owner(decorator) is not None
        for part in ast.walk(decorator)
    }
    return {
        node.id
        for node in ast.walk(tree)
        if id(node) not in decorators and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
