"""Two things with one id: how the code came to give it out twice."""

from __future__ import annotations

import ast

from checker.coaching.seen import Seen
from checker.coaching.source import nodes, place_in, trees
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def id_given_twice(seen: Seen) -> Diagnosis | None:
    """What was created is right in all but its id: that one was taken."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.mismatch.aspect is not Aspect.JSON or seen.request is None or seen.request.method != "POST":
        return None
    if not isinstance(expected, dict) or not isinstance(got, dict) or "id" in expected or "id" not in got:
        return None
    if any(key not in got or got[key] != expected[key] for key in expected):
        return None
    length = _length_plus_one(seen)
    if length is not None:
        return Diagnosis(
            "id-from-length",
            f"The id {got['id']!r} was given out twice: {length} takes the number of things for the next id.",
            length,
            "After something is deleted there are fewer things, and the next id is one that is in use. Count what"
            " was ever created, in a number that never goes down.",
        )
    shared = _shared_connection(seen)
    if shared is not None:
        return Diagnosis(
            "connection-shared-by-threads",
            f"The id {got['id']!r} was given out twice: all requests use the one database connection made at {shared}.",
            shared,
            "The id of the last row belongs to the connection: it may be the row of another request that came in"
            " between. Give each request a connection of its own, or hold a lock from the insert until the id is"
            " read.",
        )
    return Diagnosis(
        "id-given-twice",
        f"The id {got['id']!r} was given out twice, so the second thing takes the place of the first.",
        seen.view_place,
        "Requests are answered at the same time. Between reading a number and writing it back another request may"
        " read the same number. Make it one step: next() on itertools.count, a lock, or the database's own ids.",
    )


def _length_plus_one(seen: Seen) -> Place | None:
    """The line where the next id is made of the number of things."""
    for file, node in nodes(seen.sources):
        if not isinstance(node, ast.BinOp) or not isinstance(node.op, ast.Add):
            continue
        sides = (node.left, node.right)
        if any(_is_len(side) for side in sides) and any(isinstance(side, ast.Constant) for side in sides):
            return place_in(seen.sources, file, node.lineno)
    return None


def _is_len(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"


def _shared_connection(seen: Seen) -> Place | None:
    """The line where sqlite3 is told, outside of any function, to let every thread use a connection."""
    for source, tree in trees(seen.sources):
        functions = [
            node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]
        inside = {id(node) for function in functions for node in ast.walk(function)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and id(node) not in inside and _lets_every_thread_in(node):
                return place_in(seen.sources, source.path, node.lineno)
    return None


def _lets_every_thread_in(call: ast.Call) -> bool:
    return any(
        word.arg == "check_same_thread" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )
