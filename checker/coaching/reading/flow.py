"""In which order the lines of a function run: what is never reached, what ends a loop too early."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from itertools import pairwise

from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.written import Function, last_name

_ENDS = (ast.Return, ast.Raise)
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_REFUSALS = frozenset({"abort", "HTTPException", "NotFound", "BadRequest", "first_or_404", "get_or_404"})


def dead_statement(function: Function) -> tuple[ast.stmt, ast.stmt] | None:
    """A return or raise, and the statement right below it that therefore never runs."""
    for block in _blocks(function):
        for one, following in pairwise(block):
            if isinstance(one, _ENDS):
                return one, following
    return None


def ends_first_round(function: Function) -> ast.Return | ast.Raise | None:
    """A return, or a raise, that ends a loop in its first round: it stands in the loop, and on every way through it."""
    for node in own_nodes(function):
        if isinstance(node, _LOOPS):
            found = _sure_return(node.body)
            if found is not None:
                return found
    return None


def refuses(node: ast.AST) -> bool:
    """Whether a part of a function ends it with an error status: abort(), or an HTTPException."""
    return any(isinstance(part, ast.Call) and last_name(part.func) in _REFUSALS for part in ast.walk(node))


def returned(function: Function) -> list[ast.Return]:
    """Every return of a function with a value that is not None, without those of functions inside it."""
    found = [node for node in own_nodes(function) if isinstance(node, ast.Return) and _says_more(node)]
    return sorted(found, key=lambda node: node.lineno)


def always_returns(block: Sequence[ast.stmt]) -> bool:
    """Whether a block gives a value or raises on every way through it that can be seen."""
    last = block[-1] if block else None
    if isinstance(last, ast.Return):
        return _says_more(last)
    if isinstance(last, ast.If):
        return always_returns(last.body) and always_returns(last.orelse)
    if isinstance(last, (ast.With, ast.AsyncWith)):
        return always_returns(last.body)
    if isinstance(last, ast.Try):
        return always_returns(last.body) and all(always_returns(one.body) for one in last.handlers)
    return isinstance(last, ast.Raise)


def _says_more(node: ast.Return) -> bool:
    value = node.value
    return value is not None and not (isinstance(value, ast.Constant) and value.value is None)


def _blocks(function: Function) -> Iterator[list[ast.stmt]]:
    for node in (function, *own_nodes(function)):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list):
                yield block


def _sure_return(block: Sequence[ast.stmt]) -> ast.Return | ast.Raise | None:
    """The return at the end of a loop's body, or in the else branch at its end; the one that comes too early."""
    last = block[-1] if block else None
    if isinstance(last, _ENDS):
        return None if any(map(_may_go_on, block[:-1])) else last
    if isinstance(last, ast.If) and last.orelse and _sure_return(last.body) is not None:
        return _sure_return(last.orelse)
    return None


def _may_go_on(statement: ast.stmt) -> bool:
    """Whether a statement may send the loop into its next round."""
    return any(isinstance(node, (ast.Continue, *_LOOPS)) for node in ast.walk(statement))
