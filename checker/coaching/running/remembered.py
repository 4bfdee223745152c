"""What one request sent is still there at the next one: it was written into something that lives as long as the app."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import at
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.reach import reachable
from checker.coaching.reading.source import trees
from checker.coaching.reading.written import Function, assigned
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


def kept_from_request_before(seen: Seen) -> Diagnosis | None:
    """A GET writes what it was sent into an object of the module, or into a default, and answers from that."""
    wrong = _wrong_keys(seen)
    if not wrong or seen.request is None or seen.request.method != "GET":
        return None
    for file, function in reachable(seen):
        for name, key, node in _writes(function):
            made = _made_once(seen, function, name)
            if key not in wrong or made is None:
                continue
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "kept-from-request-before",
                f"{place} writes {key!r} into an object that is made once ({at(seen.sources, made)}), and every request"
                " gets that same object. So the answer has what an earlier request sent.",
                place,
                "What belongs to one request is made inside the function, anew each time. A copy does that, too: dict()"
                " of a dict makes one.",
            )
    return None


def default_remembers(seen: Seen) -> Diagnosis | None:
    """A default that is a dict or a list, and the function puts something into it."""
    shown = seen.mismatch.aspect in {Aspect.JSON, Aspect.TEXT, Aspect.NAMED}
    if not shown or seen.request is None or seen.request.method != "GET" or not seen.is_fine:
        return None
    for file, function in reachable(seen):
        arguments = function.args
        pairs = zip(reversed(arguments.args), reversed(arguments.defaults), strict=False)
        made = {one.arg: default for one, default in pairs if isinstance(default, (ast.Dict, ast.List))}
        name = next((one for one in made if any(_fills(node, one) for node in own_nodes(function))), None)
        if name is not None:
            place = at(seen.sources, (file, made[name]))
            return Diagnosis(
                "kept-from-request-before",
                f"The default of {name!r} at {place} is made once, and {function.name}() puts something into it. So the"
                " next request finds what an earlier one left there.",
                place,
                "Python makes a default when it reads the `def`, and never again. Take None for the default, and make"
                " the new object inside the function.",
            )
    return None


def _fills(node: ast.AST, name: str) -> bool:
    """Whether a node puts something into the object of that name."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return (
            node.func.attr in _FILLING
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == name
        )
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(
        isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name) and target.value.id == name
        for target in targets
    )


_FILLING = frozenset({"setdefault", "update", "append", "extend", "insert", "add"})


def _wrong_keys(seen: Seen) -> set[str]:
    """The keys of the answer whose value is not what was asked for."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or not isinstance(expected, dict) or not isinstance(got, dict):
        return set()
    return {key for key in expected if key in got and got[key] != expected[key]}


def _writes(function: Function) -> Iterator[tuple[str, str, ast.AST]]:
    """Each `name["key"] = ...` and `name.key = ...`: the name, the key, and where it stands."""
    for node in own_nodes(function):
        for target in node.targets if isinstance(node, ast.Assign) else ():
            if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name):
                yield target.value.id, target.attr, node
            if not isinstance(target, ast.Subscript) or not isinstance(target.value, ast.Name):
                continue
            if isinstance(target.slice, ast.Constant) and isinstance(target.slice.value, str):
                yield target.value.id, target.slice.value, node


def _made_once(seen: Seen, function: Function, name: str) -> tuple[str, ast.AST] | None:
    """Where the object behind a name of a function is made, if that is outside of every request."""
    inside = [assigned(node) for node in own_nodes(function) if isinstance(node, ast.stmt)]
    given = [value for own, value in inside if own == name]
    if len(given) > 1 or (given and not isinstance(given[0], ast.Name)):
        return None
    source = given[0].id if given and isinstance(given[0], ast.Name) else name
    arguments = function.args
    defaults = zip(reversed(arguments.args), reversed(arguments.defaults), strict=False)
    for one, default in defaults:
        if one.arg == source and isinstance(default, (ast.Dict, ast.List)):
            return _file_of(seen, function), default
    if source in {one.arg for one in (*arguments.args, *arguments.kwonlyargs)}:
        return None
    for file, tree in trees(seen.sources):
        made = next((node for node in tree.body if assigned(node)[0] == source), None)
        if made is not None and isinstance(assigned(made)[1], (ast.Dict, ast.List, ast.Call)):
            return file.path, made
    return None


def _file_of(seen: Seen, function: Function) -> str:
    return next((file for file, one in reachable(seen) if one is function), "")


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (kept_from_request_before, default_remembers)
