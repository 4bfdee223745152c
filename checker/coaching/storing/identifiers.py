"""Two things with one id: how the code came to give it out twice."""

from __future__ import annotations

import ast

from checker.coaching.reading import reach
from checker.coaching.reading.finding import all_nodes, at
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.source import place_in, trees
from checker.coaching.reading.written import assigned, last_name
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
    if (found := _not_new(seen, got["id"])) is not None:
        return found
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


def id_taken(seen: Seen) -> Diagnosis | None:
    """The database refused a new row: its id had just been given to another one."""
    raised = seen.raised
    if raised is None or raised.short_type != "IntegrityError" or "UNIQUE" not in raised.message.upper():
        return None
    if seen.request is None or seen.request.method != "POST":
        return None
    for file, node in reach.nodes(seen):
        text = node.value.upper() if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
        if "MAX(" in text or "COUNT(" in text:
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "id-given-twice",
                f"{place} reads the next id, and a later line inserts it. Two requests read the same number, and the"
                f" database refused the second row: {raised.message[:120]}",
                place,
                "Let the database draw the id: leave the column out of the INSERT, and read lastrowid. That is one"
                " step, and nobody can come in between.",
            )
    return None


def _not_new(seen: Seen, number: object) -> Diagnosis | None:
    """Something was meant to be new each time, or to be the same for all, and is not."""
    if (once := _made_once(seen)) is not None:
        return Diagnosis(
            "default-made-once",
            f"The id {number!r} was given out twice. The default at {once} is made once, when Python reads that line,"
            " and all get this same one.",
            once,
            "A default that has to be new each time is a function: Field(default_factory=...) in a model. Or make the"
            " value where the thing is made.",
        )
    if (lock := _lock_made_anew(seen)) is not None:
        return Diagnosis(
            "lock-made-anew",
            f"The id {number!r} was given out twice. The lock at {lock} is made anew at each call, so nobody ever"
            " waits for it.",
            lock,
            "A lock keeps others out only where all take the same one. Make it once, at the left edge of a file.",
        )
    return None


_NEW_EACH_TIME = frozenset(
    {"uuid4", "uuid1", "time", "time_ns", "now", "randint", "random", "token_hex", "next"}
)


def _made_once(seen: Seen) -> Place | None:
    """A default, of a field or a parameter, that draws a value when the file is read."""
    for file, node in all_nodes(seen.sources):
        defaults: list[ast.expr | None] = []
        if isinstance(node, ast.ClassDef):
            defaults = [item.value for item in node.body if isinstance(item, ast.AnnAssign)]
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            defaults = [*node.args.defaults, *node.args.kw_defaults]
        for default in filter(None, defaults):
            called = (part for part in ast.walk(default) if isinstance(part, ast.Call))
            lazy = any(isinstance(part, ast.Lambda) for part in ast.walk(default))
            if not lazy and any(last_name(part.func) in _NEW_EACH_TIME for part in called):
                return at(seen.sources, (file, default))
    return None


def _lock_made_anew(seen: Seen) -> Place | None:
    """A `with` in a function that answers, on a lock that is made in that very line or above it."""
    for file, function in reach.reachable(seen):
        own = list(own_nodes(function))
        made = {
            name
            for name, value in (assigned(node) for node in own if isinstance(node, ast.stmt))
            if _is_lock(value)
        }
        for node in own:
            items = node.items if isinstance(node, (ast.With, ast.AsyncWith)) else []
            if any(_is_lock(item.context_expr) or last_name(item.context_expr) in made for item in items):
                return at(seen.sources, (file, node))
    return None


def _is_lock(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Call) and last_name(value.func) in {"Lock", "RLock"}


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
