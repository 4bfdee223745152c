"""A page of a list holds the wrong things: what in the source put them into another order, or began elsewhere."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Sequence

from checker.coaching.reading import reach
from checker.coaching.reading.finding import Found, FoundFunction, view_for
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.coaching.storing.listing import list_difference, speaks_of_a_limit
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

_REMOVES = frozenset({"pop", "remove"})
_ADDS = frozenset({"append", "setdefault", "update"})
_OTHER_ORDERS = ("title", "body", "name", "random")
"""What a list may be sorted by that is surely not the order in which things were created."""


def offset_times_limit(seen: Seen) -> Diagnosis | None:
    """The offset is taken for the number of a page."""
    found = _difference(seen)
    if found is None:
        return None
    for one in reach.nodes(seen):
        if isinstance(one[1], ast.BinOp) and isinstance(one[1].op, ast.Mult) and _offset_and_limit(one[1]):
            place = seen.at(one)
            return Diagnosis(
                "offset-times-limit",
                f"{found[0]} holds the wrong part of the list: {place} multiplies the offset by the limit.",
                place,
                "The offset is the number of things to leave out. It is no number of a page.",
            )
    return None


def moved_by_replacing(seen: Seen) -> Diagnosis | None:
    """PUT takes the old thing out and puts the new one in at the end."""
    found = _difference(seen)
    if found is None or not _same_things(*found[1:]):
        return None
    taking_part = reach.reachable_from(seen, _view_for_put(seen, found[2]))
    removed = _removed(taking_part)
    if removed is None:
        return None
    place = seen.at(removed)
    return Diagnosis(
        "list-order-differs",
        f"{found[0]} holds the right things in another order. PUT takes the old one out at {place} and puts the new one"
        " in again, so it comes last.",
        place,
        "What is replaced keeps its place. Write the new values over the old ones, and take nothing out.",
    )


def turned_round(seen: Seen) -> Diagnosis | None:
    """The function that shows the list sorts it, or turns it round."""
    found = _difference(seen)
    if found is None or len(found[1]) != len(found[2]):
        return None
    sorting = next((one for one in reach.nodes(seen) if _sorts(one[1])), None)
    if sorting is None:
        return None
    place = seen.at(sorting)
    return Diagnosis(
        "list-order-differs",
        f"{found[0]} holds things in another order than they were created in: {place} sorts them or turns them round.",
        place,
        "The task asks for the order of creation: the oldest first.",
    )


def _difference(seen: Seen) -> tuple[str, list[object], list[object]] | None:
    if seen.mismatch.aspect is not Aspect.JSON:
        return None
    return list_difference(seen.mismatch.expected_value, seen.json, "the list")


def _same_things(expected: list[object], got: list[object]) -> bool:
    return len(expected) == len(got) and all(one in got for one in expected)


def _offset_and_limit(node: ast.BinOp) -> bool:
    names = [(last_name(side) or "").lower() for side in (node.left, node.right)]
    starts = [any(word in name for word in ("offset", "start", "skip")) for name in names]
    limits = [speaks_of_a_limit(name) for name in names]
    return (starts[0] and limits[1]) or (starts[1] and limits[0])


def _view_for_put(seen: Seen, got: Sequence[object]) -> FoundFunction | None:
    """The function that replaces one of the things in the list."""
    first = got[0] if got else None
    if not isinstance(first, dict) or seen.asked is None:
        return None
    return view_for(seen, "PUT", f"{seen.asked.plain_path.rstrip('/')}/{first.get('id')}")


def _removed(functions: Sequence[FoundFunction]) -> Found | None:
    """Where something is taken out of a store that also gets something new; or a REPLACE in SQL."""
    every = [(file, node) for file, function in functions for node in ast.walk(function)]
    filled = [(name, _line(node)) for _, node in every for name in _filled(node)]
    for file, node in sorted(every, key=lambda one: -_line(one[1])):
        below = any(name in set(_emptied(node)) and line >= _line(node) for name, line in filled)
        if below or _replaces_row(node):
            return file, node
    return None


def _line(node: ast.AST) -> int:
    return getattr(node, "lineno", 0)


def _emptied(node: ast.AST) -> Iterator[str]:
    for target in node.targets if isinstance(node, ast.Delete) else ():
        if isinstance(target, ast.Subscript):
            yield ast.unparse(target.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _REMOVES:
        yield ast.unparse(node.func.value)


def _filled(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
        yield ast.unparse(node.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _ADDS:
        yield ast.unparse(node.func.value)


def _replaces_row(node: ast.AST) -> bool:
    return _text(node).startswith(("replace into", "insert or replace"))


def _sorts(node: ast.AST) -> bool:
    """Whether a node sorts or turns round what it is given."""
    if isinstance(node, ast.Call) and last_name(node.func) in {"reversed", "reverse"}:
        return True
    if isinstance(node, ast.Call) and last_name(node.func) in {"sorted", "sort"}:
        return "reverse=True" in ast.unparse(node) or any(word in ast.unparse(node) for word in _OTHER_ORDERS)
    if isinstance(node, ast.Slice) and node.step is not None:
        return ast.unparse(node.step) == "-1"
    order = _text(node).partition("order by ")[2]
    return " desc" in order or order.startswith(_OTHER_ORDERS)


def _text(node: ast.AST) -> str:
    value = node.value if isinstance(node, ast.Constant) else None
    return " ".join(value.lower().split()) if isinstance(value, str) else ""


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    offset_times_limit,
    moved_by_replacing,
    turned_round,
)
"""Seen in the source; listing.RULES, behind them, conclude from the answer."""
