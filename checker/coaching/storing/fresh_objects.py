"""FastAPI: what the app keeps is made again for each request, so each request begins with nothing."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading import reach
from checker.coaching.reading.finding import Found, all_nodes, at
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.coaching.storing.listing import list_difference
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

_EMPTY = frozenset({"dict", "list", "OrderedDict", "defaultdict", "set"})


def made_for_each_request(seen: Seen) -> Diagnosis | None:
    """A dependency makes the object that keeps things, and its result lives for one request."""
    if seen.framework != "fastapi" or not (_not_found(seen) or _list_is_empty(seen)):
        return None
    keepers = {
        node.name for _, node in all_nodes(seen.sources) if isinstance(node, ast.ClassDef) and _keeps(node)
    }
    found = next(_makers(seen, keepers), None)
    if found is None:
        return None
    place = at(seen.sources, found)
    return Diagnosis(
        "state-per-request",
        f"{place} makes a new object for each request. What another request stored is not in it, so {seen.who} finds"
        " nothing.",
        place,
        "FastAPI calls a dependency once for each request. Make the object once, at the left edge of the file, and let"
        " the dependency return that one.",
    )


def _makers(seen: Seen, keepers: set[str]) -> Iterator[Found]:
    """Where such an object is made: in a function that is a dependency, or by a class that is one."""
    named = _dependencies(seen)
    for file, function in reach.reachable(seen):
        if function.name not in {last_name(node) for _, node in named} or function.decorator_list:
            continue
        for node in ast.walk(function):
            if isinstance(node, (ast.Return, ast.Yield)) and _is_new(node.value, keepers):
                yield file, node
    yield from ((file, node) for file, node in named if last_name(node) in keepers)


def _dependencies(seen: Seen) -> list[Found]:
    """What is named in Depends(...)."""
    return [
        (file, node.args[0])
        for file, node in all_nodes(seen.sources)
        if isinstance(node, ast.Call) and last_name(node.func) == "Depends" and node.args
    ]


def _is_new(value: ast.expr | None, keepers: set[str]) -> bool:
    if isinstance(value, (ast.Dict, ast.List)):
        return not ast.unparse(value).strip("[]{}")
    return isinstance(value, ast.Call) and last_name(value.func) in keepers | _EMPTY and not value.args


def _keeps(made: ast.ClassDef) -> bool:
    """Whether a class begins with an empty collection of its own, or is one."""
    if {last_name(base.value if isinstance(base, ast.Subscript) else base) for base in made.bases} & _EMPTY:
        return True
    starts = [node for node in made.body if isinstance(node, Function) and node.name == "__init__"]
    for node in (part for start in starts for part in ast.walk(start)):
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign)) else None
        if _is_new(value, set()):
            return True
    return False


def _not_found(seen: Seen) -> bool:
    return seen.status == 404 and seen.route is not None and seen.mismatch.expected_value != 404


def _list_is_empty(seen: Seen) -> bool:
    found = (
        list_difference(seen.mismatch.expected_value, seen.json, "")
        if seen.mismatch.aspect is Aspect.JSON
        else None
    )
    return found is not None and len(found[2]) == 0


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (made_for_each_request,)
"""Seen in the source."""
