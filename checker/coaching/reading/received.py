"""How the learner's code reads the request that came in: under which name, which part of it, and which keys."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from checker.coaching.reading import reach
from checker.coaching.reading.source import Node, trees
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.reports import Place

BODY_PARTS = ("form", "json", "get_json", "values", "data", "get_data")
"""Where Flask keeps what stands in the body."""


def request_names(seen: Seen) -> set[str]:
    """Every name that stands for the request: as it was imported, or as the parameter of that type."""
    names = {"request"}
    for _, tree in trees(seen.sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module == "flask":
                names |= {alias.asname for alias in node.names if alias.name == "request" and alias.asname}
            if isinstance(node, ast.arg) and last_name(node.annotation) == "Request":
                names.add(node.arg)
    return names


def is_request(node: ast.AST, names: set[str]) -> bool:
    """Whether a node is the request: its name, or `flask.request`."""
    if isinstance(node, ast.Name):
        return node.id in names
    return isinstance(node, ast.Attribute) and node.attr == "request" and last_name(node.value) == "flask"


def nodes_of(seen: Seen) -> Iterator[Node]:
    """The nodes of the view and of what it calls; of every file where a view answered that is not known."""
    found = list(reach.nodes(seen))
    if found or seen.route is not None:
        yield from found or seen.view_nodes()


def reads(seen: Seen, *parts: str) -> list[Node]:
    """Where the view, or a function that it calls, reads these parts of the request."""
    names = request_names(seen)
    return [one for one in nodes_of(seen) if is_part(one[1], parts, names)]


def is_part(node: ast.AST, parts: Iterable[str], names: set[str]) -> bool:
    """Whether a node is `request.<one of these parts>`."""
    return isinstance(node, ast.Attribute) and node.attr in parts and is_request(node.value, names)


def keys_read(seen: Seen, *parts: str) -> Iterator[tuple[str, Node]]:
    """The keys that are taken from these parts of the request, each with its place, in the order of the lines."""
    names = request_names(seen)
    found = [
        (key, (file, node))
        for file, function in functions_of(seen)
        for key, node in _keys_in(function, parts, names)
    ]
    yield from sorted(found, key=lambda one: (one[1][0], getattr(one[1][1], "lineno", 0)))


def functions_of(seen: Seen) -> list[tuple[str, Function]]:
    """The view and what it calls; every function where the view is not known."""
    found = reach.reachable(seen)
    if found or seen.route is None:
        return found
    return [
        (source.path, node)
        for source, tree in trees(seen.sources)
        for node in ast.walk(tree)
        if isinstance(node, Function)
    ]


def _keys_in(function: Function, parts: Iterable[str], names: set[str]) -> Iterator[tuple[str, ast.AST]]:
    held = {
        target.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _is_source(node.value, parts, names)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    held |= {one.arg for one in ast.walk(function) if isinstance(one, ast.arg) and _is_dict(one.annotation)}
    for node in ast.walk(function):
        taken = _taken(node)
        if taken is None:
            continue
        holder, key = taken
        if _is_source(holder, parts, names) or (isinstance(holder, ast.Name) and holder.id in held):
            yield key, node


def _is_dict(annotation: ast.expr | None) -> bool:
    """Whether a parameter is a dict: FastAPI hands it the JSON that came in."""
    return annotation is not None and any(
        last_name(part) in {"dict", "Dict"} for part in ast.walk(annotation)
    )


def _taken(node: ast.AST) -> tuple[ast.expr, str] | None:
    """What a key is taken from, and the key: `x["key"]`, `x.get("key")`."""
    if isinstance(node, ast.Subscript):
        holder, key = node.value, node.slice
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        if node.func.attr not in {"get", "pop", "getlist"}:
            return None
        holder, key = node.func.value, node.args[0]
    else:
        return None
    if isinstance(key, ast.Constant) and isinstance(key.value, str):
        return holder, key.value
    return None


def _is_source(node: ast.expr, parts: Iterable[str], names: set[str]) -> bool:
    """Whether an expression is a part of the request, called or awaited or with a fallback behind it."""
    if isinstance(node, ast.Await):
        return _is_source(node.value, parts, names)
    if isinstance(node, ast.BoolOp):
        return _is_source(node.values[0], parts, names)
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"to_dict", "copy"}:
            return _is_source(node.func.value, parts, names)
        inner = node.args[0] if last_name(node.func) == "dict" and node.args else node.func
        return _is_source(inner, parts, names)
    return is_part(node, parts, names)


def first_place(seen: Seen, found: list[Node]) -> Place | None:
    """The place of the first of these nodes."""
    return seen.at(found[0]) if found else None
