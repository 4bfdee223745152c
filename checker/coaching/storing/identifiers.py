"""Two things with one id: how the code came to give it out twice."""

from __future__ import annotations

import ast

from checker.coaching.reading import reach
from checker.coaching.reading.source import place_in, trees
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
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
    by_database = any(last_name(node) in {"lastrowid", "execute"} for _, node in reach.nodes(seen))
    length = None if by_database else _made_of_length(seen)
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
    chance = _by_chance(seen)
    if chance is not None:
        return Diagnosis(
            "id-by-chance",
            f"The id {got['id']!r} was given out twice: {chance} draws it at random, from too few.",
            chance,
            "Count instead: next() on itertools.count. Or take uuid.uuid4(): it draws from so many that none comes"
            " twice.",
        )
    return Diagnosis(
        "id-given-twice",
        f"The id {got['id']!r} was given out twice, so the second thing takes the place of the first.",
        _next_number(seen) or seen.view_place,
        "Look at how the next id is made. It may be that two requests read the same number before one of them writes"
        " it back. next() on itertools.count is one step, and so are a lock or the ids of a database.",
    )


def _made_of_length(seen: Seen) -> Place | None:
    """The line where the next id is made of the number of things: in what takes part in creating one."""
    for file, function in reach.reachable(seen):
        asked = {
            id(part) for node in ast.walk(function) if isinstance(node, _QUESTIONS) for part in ast.walk(node)
        }
        for node in ast.walk(function):
            if _is_len(node) and id(node) not in asked:
                return place_in(seen.sources, file, getattr(node, "lineno", None))
    return None


_QUESTIONS = (ast.Compare, ast.Slice, ast.Assert)


def _is_len(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "len"


def _by_chance(seen: Seen) -> Place | None:
    """The line where the next id is drawn at random from few."""
    found = next(reach.calls(seen, "randint", "randrange", "choice", "random"), None)
    return seen.at(found) if found else None


def _next_number(seen: Seen) -> Place | None:
    """The line where one is added to the last number."""
    for file, function in reach.reachable(seen):
        for node in ast.walk(function):
            added = isinstance(node, (ast.BinOp, ast.AugAssign)) and isinstance(node.op, ast.Add)
            one = node.right if isinstance(node, ast.BinOp) else getattr(node, "value", None)
            if added and isinstance(one, ast.Constant) and one.value == 1:
                return place_in(seen.sources, file, getattr(node, "lineno", None))
    return None


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
