"""How a view asks for the method of the request."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading import reach
from checker.coaching.reading.source import Node
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis

_METHODS = frozenset({"get", "post", "put", "patch", "delete"})


def method_in_small_letters(seen: Seen) -> Diagnosis | None:
    """`request.method == "post"` is never true."""
    if seen.request is None or seen.route is None:
        return None
    for found in reach.nodes(seen):
        node = found[1]
        if not isinstance(node, ast.Compare) or not _compares(node):
            continue
        small = next((part.value for part in ast.walk(node) if isinstance(part, ast.Constant)
                      and isinstance(part.value, str) and part.value.lower() in _METHODS
                      and part.value != part.value.upper()), None)  # fmt: skip
        if (changed := _case_changed(seen, found)) is not None:
            return changed
        if small is not None and small.lower() == seen.request.method.lower() and not _lowered(node):
            place = seen.at(found)
            return Diagnosis(
                "method-in-small-letters",
                f"{place} compares the method with {small!r}. request.method is {small.upper()!r}, in capital letters,"
                " so the two are never the same.",
                place,
                "Texts are the same only where capital letters are the same as well.",
            )
    return None


def _case_changed(seen: Seen, found: Node) -> Diagnosis | None:
    """`request.method.lower() == "POST"`: small letters are compared with capital ones."""
    node = found[1]
    words = [part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)]
    texts = [str(part.value) for part in ast.walk(node) if isinstance(part, ast.Constant)]
    texts = [text for text in texts if text.lower() in _METHODS]
    small = bool({"lower", "casefold"} & set(words))
    if not texts or not (small or "upper" in words):
        return None
    wrong = next((text for text in texts if text != (text.lower() if small else text.upper())), None)
    if wrong is None:
        return None
    place = seen.at(found)
    letters, others = ("small", "capital") if small else ("capital", "small")
    return Diagnosis(
        "method-in-small-letters",
        f"{place} makes {letters} letters of the method and compares them with {wrong!r}, in {others} letters. So the"
        " two are never the same.",
        place,
        "Texts are the same only where capital letters are the same as well. request.method is in capital letters:"
        " compare it as it is.",
    )


def _compares(node: ast.Compare) -> bool:
    return any(last_name(part) == "method" for part in ast.walk(node))


def _lowered(node: ast.Compare) -> bool:
    return any(
        isinstance(part, ast.Attribute) and part.attr in {"lower", "casefold"} for part in ast.walk(node)
    )


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (method_in_small_letters,)
