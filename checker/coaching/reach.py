"""The functions that take part in answering a request, and what stands in them."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from checker.coaching.finding import Found, at
from checker.coaching.seen import Seen
from checker.coaching.source import trees
from checker.coaching.written import Function, last_name
from checker.core.reports import Place


def reachable(seen: Seen) -> list[tuple[str, Function]]:
    """The view that took the request, and the learner's functions that it names, directly or through others."""
    view = seen.function
    if view is None or seen.route is None or seen.route.place is None:
        return []
    known = {
        node.name: (source.path, node)
        for source, tree in trees(seen.sources)
        for node in ast.walk(tree)
        if isinstance(node, Function)
    }
    found = {view.name: (seen.route.place.file, view)}
    waiting = [view]
    while waiting:
        for name in _names_in(waiting.pop()):
            if name in known and name not in found:
                found[name] = known[name]
                waiting.append(known[name][1])
    return list(found.values())


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


def _names_in(function: Function) -> Iterator[str]:
    for node in ast.walk(function):
        name = last_name(node)
        if name is not None:
            yield name
