"""The functions that take part in answering a request, and what stands in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from checker.coaching.reading.finding import Found, FoundFunction, at
from checker.coaching.reading.source import trees
from checker.coaching.reading.written import Function, assigned, last_name, route_owner
from checker.coaching.seen import Seen
from checker.core.reports import Place

_VIEWS = frozenset({"View", "MethodView"})


def reachable(seen: Seen) -> list[FoundFunction]:
    """The view that took the request, and the learner's functions that it names, directly or through others."""
    view = seen.function
    if view is None or seen.route is None or seen.route.place is None:
        return []
    return reachable_from(seen, (seen.route.place.file, view))


def reachable_from(seen: Seen, start: FoundFunction | None) -> list[FoundFunction]:
    """A function, and the learner's functions that it names, directly or through others."""
    if start is None:
        return []
    known = _callable_by_name(seen)
    aliases = _aliases(seen)
    found = [start]
    done = {_where(start)}
    for function in found:
        for name in _with_aliases(function[1], aliases):
            if name in known and _where(known[name]) not in done:
                done.add(_where(known[name]))
                found.append(known[name])
    return found


def _with_aliases(function: Function, aliases: dict[str, list[str]]) -> Iterator[str]:
    for name in _names_in(function):
        yield name
        yield from aliases.get(name, ())


def _aliases(seen: Seen) -> dict[str, list[str]]:
    """Names at the left edge of a file that stand for a type with a dependency, and the names in it."""
    pairs = (assigned(statement) for _, tree in trees(seen.sources) for statement in tree.body)
    return {
        name: list(_names_in(value))
        for name, value in pairs
        if name is not None and isinstance(value, ast.Subscript) and "Depends" in set(_names_in(value))
    }


def _where(function: FoundFunction) -> tuple[str, int]:
    return function[0], function[1].lineno


def _callable_by_name(seen: Seen) -> dict[str, FoundFunction]:
    """The learner's functions by their names, without the methods of class-based views: only Flask calls those.

    Where two have one name, it is not the one with a route above it: that one is called by the framework.
    """
    found = [
        (source.path, node)
        for source, tree in trees(seen.sources)
        for parent in ast.walk(tree)
        if not (isinstance(parent, ast.ClassDef) and {last_name(base) for base in parent.bases} & _VIEWS)
        for node in ast.iter_child_nodes(parent)
        if isinstance(node, Function)
    ]
    views_first = sorted(found, key=lambda one: not any(map(route_owner, one[1].decorator_list)))
    return {node.name: (file, node) for file, node in views_first}


def nodes(seen: Seen) -> Iterator[Found]:
    """Every node of the functions that take part."""
    for file, function in reachable(seen):
        for node in ast.walk(function):
            yield file, node


def calls(seen: Seen, *names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of something with one of these last names."""
    for file, node in nodes(seen):
        if isinstance(node, ast.Call) and last_name(node.func) in names:
            yield file, node


def place_of_node(seen: Seen, found: Found | None) -> Place | None:
    """Where a node stands; None where there is none."""
    return at(seen.sources, found) if found is not None else None


def imported_from(seen: Seen, module: str) -> set[str]:
    """The names under which the learner's files know what they import from a module."""
    return {
        alias.asname or alias.name
        for _, tree in trees(seen.sources)
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == module
        for alias in node.names
    }


def _names_in(function: ast.AST) -> Iterator[str]:
    for node in ast.walk(function):
        name = last_name(node)
        if name is not None:
            yield name
