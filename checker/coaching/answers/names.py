"""A name that is not there, or that stands for something else than is meant."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.finding import function_at, functions
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.source import nodes, trees
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.coaching.starting.start_names import about_name
from checker.core.reports import Diagnosis


def undefined_name(seen: Seen) -> Diagnosis | None:
    """A name that nothing defines."""
    raised = seen.raised
    if raised is None or raised.type not in {"NameError", "UnboundLocalError"}:
        return None
    place = seen.place(raised.place)
    known = about_name(seen.sources, seen.framework, raised.name, place) if raised.name else None
    if known is not None and raised.type == "NameError":
        return known
    return Diagnosis(
        "undefined-name",
        f"{place or 'Your code'} uses a name that is not there: {raised.message[:300]}",
        place,
        "Is it imported at the top of the file? Is it a parameter of the function? Compare the letters.",
    )


def assigned_in_function(seen: Seen) -> Diagnosis | None:
    """A name of the module is assigned in a function, which makes it a name of the function."""
    raised = seen.raised
    if raised is None or raised.type != "UnboundLocalError" or not raised.own:
        return None
    found = function_at(seen, raised.place)
    name = raised.name or next(iter(raised.message.split("'")[1::2]), "")
    if found is None or not name or not _assigned_in_module(seen, name):
        return None
    lines = [
        node for node in own_nodes(found[1]) if isinstance(node, ast.stmt) and name in assigned_names(node)
    ]
    place = (
        seen.at((found[0], min(lines, key=lambda node: node.lineno))) if lines else seen.place(raised.place)
    )
    return Diagnosis(
        "global-missing",
        f"{found[1].name}() gives {name!r} a new value at {place}. So Python takes {name!r} for a name of this function"
        " alone, which has no value yet when it is read.",
        place,
        f"A function that gives a new value to a name of the whole file says `global {name}` first.",
    )


def _assigned_in_module(seen: Seen, name: str) -> bool:
    return any(name in assigned_names(node) for _, tree in trees(seen.sources) for node in tree.body)


def assigned_names(statement: ast.stmt) -> set[str]:
    """The plain names that a statement gives a value to."""
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, (ast.AugAssign, ast.AnnAssign)):
        targets = [statement.target]
    return {part.id for one in targets for part in ast.walk(one) if isinstance(part, ast.Name)}


def name_hidden(seen: Seen) -> Diagnosis | None:
    """A function of the learner's has the name of something that the file imports and calls."""
    raised = seen.raised
    if raised is None or raised.type not in {"TypeError", "AttributeError", "RecursionError"}:
        return None
    for file, call in seen.raising_nodes():
        name = last_name(call.func) if isinstance(call, ast.Call) else None
        own = next((one for one in functions(seen.sources) if one[0] == file and one[1].name == name), None)
        if own is None or not _imports(seen, file, name or ""):
            continue
        place = seen.at(own)
        return Diagnosis(
            "name-hidden",
            f"Your function {name}() at {place} has the name of something that the file imports, and hides it:"
            f" {seen.place(raised.place)} calls your function instead.",
            place,
            "Give your function a name of its own.",
        )
    return None


def _imports(seen: Seen, file: str, name: str) -> bool:
    return any(
        (alias.asname or alias.name) == name
        for found, node in nodes(seen.sources)
        if found == file and isinstance(node, (ast.ImportFrom, ast.Import))
        for alias in node.names
    )


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (assigned_in_function, undefined_name, name_hidden)
