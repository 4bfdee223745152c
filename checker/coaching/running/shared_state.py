"""What the workers of a server share, and what each of them has for itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import PurePosixPath

from checker.coaching.reading.answering import key_line
from checker.coaching.reading.finding import FoundFunction, calls, functions, view_for, view_of
from checker.coaching.reading.reach import imported_from, place_of_node, reachable_from
from checker.coaching.reading.source import trees
from checker.coaching.reading.written import assigned, last_name
from checker.coaching.resources.caching import settings_in
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def state_in_session(seen: Seen) -> Diagnosis | None:
    """The number travels with each client, or ends with each request."""
    if not _counts_wrong(seen):
        return None
    for source, tree in trees(seen.sources):
        for node in ast.walk(tree):
            stored = isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, ast.Store)
            root = _root(node) if stored else None
            if root in {"session", "g"}:
                what = "a cookie of one client" if root == "session" else "gone when the request is answered"
                place = place_of_node(seen, (source.path, node))
                return Diagnosis(
                    "state-per-client" if root == "session" else "state-per-request",
                    f"{place} keeps the number in {root}, and that is {what}.",
                    place,
                    "Everybody's requests count. The number has to lie where all of them find it.",
                )
    return None


def state_per_process(seen: Seen) -> Diagnosis | None:
    """The number lies in a variable, and each worker has its own."""
    if not _counts_wrong(seen):
        return None
    found = next(_changes_of_globals(seen), None)
    if found is None:
        return None
    name, place = found
    workers = seen.run.production.workers if seen.run.production else 0
    return Diagnosis(
        "state-per-process",
        f"{place} counts in {name}, a variable of the process. The {workers} workers are {workers} processes:"
        " each counts for itself.",
        place,
        "Put the number where every process finds it: in a database or in a file.",
    )


def cache_per_process(seen: Seen) -> Diagnosis | None:
    """The number lies in a cache in the memory of one process."""
    in_memory = [place for place, value in settings_in(seen.sources) if value == "SimpleCache"]
    if not _counts_wrong(seen) or not in_memory or not any(True for _ in calls(seen.sources, "set", "inc")):
        return None
    return Diagnosis(
        "cache-per-process",
        f"The number lies in a cache of the kind SimpleCache ({in_memory[0]}). It is in the memory of one process, so"
        " each worker has its own.",
        in_memory[0],
        "A cache that all workers share lies outside of them. And a cache may forget at any time: a number that has to"
        " be right belongs into a database or a file.",
    )


def memory_database(seen: Seen) -> Diagnosis | None:
    """A database in memory belongs to one connection."""
    if not _counts_wrong(seen):
        return None
    for file, call in calls(seen.sources, "connect"):
        first = call.args[0] if call.args else None
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and ":memory:" in first.value:
            place = place_of_node(seen, (file, call))
            return Diagnosis(
                "database-in-memory",
                f"The database at {place} is in memory: it belongs to this one process, and ends with it.",
                place,
                "Give connect() the name of a file. Then every worker opens the same database.",
            )
    return None


def lost_update(seen: Seen) -> Diagnosis | None:
    """The number is read, and written a moment later: what came between is lost."""
    if not _counts_wrong(seen) or _more_than_sent(seen):
        return None
    for file, function in _that_count(seen):
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and _writes(node):
                place = place_of_node(seen, (file, node))
                return Diagnosis(
                    "lost-update",
                    f"The number is read, made larger and written back at {place}. Another worker does the same in"
                    " between, and one of the two hits is lost.",
                    place,
                    _ONE_STEP + (_LOCK_OF_THREADS if _locks_threads(seen) else ""),
                )
    return None


_ONE_STEP = "Reading and writing have to be one step: one UPDATE in a database, or a lock around both."
_LOCK_OF_THREADS = (
    " A Lock of threading holds back the threads of one process alone. The workers are processes: for them a file can"
    " be locked, with fcntl.flock."
)


def _locks_threads(seen: Seen) -> bool:
    """Whether a lock is made that is for threads."""
    imported = imported_from(seen, "threading")
    return any(
        ast.unparse(call.func) in imported or ast.unparse(call.func).startswith("threading.")
        for _, call in calls(seen.sources, "Lock", "RLock")
    )


def _that_count(seen: Seen) -> list[FoundFunction]:
    """The functions that answer the POST; every function, where its view is not known."""
    view = view_for(seen, "POST", seen.asked.plain_path) if seen.asked else None
    return reachable_from(seen, view) or list(functions(seen.sources))


def counts_too_often(seen: Seen) -> Diagnosis | None:
    """The number is larger than the number of posts: something else counts, too."""
    if not _counts_wrong(seen) or not _more_than_sent(seen) or seen.asked is None:
        return None
    adding, view = view_for(seen, "POST", seen.asked.plain_path), view_of(seen)
    both = adding is not None and view is not None and adding[1].lineno == view[1].lineno
    place = (_adding_line(seen, view) or key_line(seen, "hits")) if both else seen.view_place
    return Diagnosis(
        "reading-counts",
        f"The number is larger than it can be: {seen.mismatch.got}, and {seen.mismatch.expected} is right. "
        f"{'One function answers GET and POST' if both else 'The function for GET'} ({place}). It may be that GET"
        " /hits adds to the number as well, or that one POST adds more than one.",
        place,
        "A GET only reads. In a function for both methods, request.method says which one came.",
    )


def _adding_line(seen: Seen, view: FoundFunction | None) -> Place | None:
    """The first line of the view that makes something larger."""
    nodes = [node for node in ast.walk(view[1]) if isinstance(node, ast.AugAssign)] if view else []
    return place_of_node(seen, (view[0], nodes[0])) if view and nodes else None


def _more_than_sent(seen: Seen) -> bool:
    wanted, got = seen.mismatch.expected_value, seen.json
    if not isinstance(wanted, dict) or not isinstance(got, dict):
        return False
    return any(type(got.get(key)) is int and got[key] > value for key, value in wanted.items())


def value_not_shared(seen: Seen) -> Diagnosis | None:
    """A value in shared memory, made again by each worker: nothing was there to share when it started."""
    if not _counts_wrong(seen):
        return None
    for file, call in calls(
        seen.sources, "Value", "RawValue", "Array", "RawArray", "Manager", "SharedMemory"
    ):
        place = place_of_node(seen, (file, call))
        return Diagnosis(
            "state-per-process",
            f"The value at {place} is shared by the processes that are started after it is made. Each worker seems to"
            " import your file by itself, and so makes a value of its own.",
            place,
            "The setting preload_app makes Gunicorn import the file once, before it starts the workers. A file or a"
            " database needs no such setting.",
        )
    return None


def _counts_wrong(seen: Seen) -> bool:
    expected = seen.mismatch.expected_value
    numbers = isinstance(expected, dict) and all(type(value) is int for value in expected.values())
    return seen.run.production is not None and seen.mismatch.aspect is Aspect.JSON and numbers


def _changes_of_globals(seen: Seen) -> Iterator[tuple[str, Place | None]]:
    """Every change, inside a function, of something that was made at the left edge of a file."""
    everywhere = {name for _, tree in trees(seen.sources) for name in _own_names(tree)} | {"os"}
    everywhere |= {PurePosixPath(source.path).stem for source in seen.sources}
    for source, tree in trees(seen.sources):
        made = _own_names(tree) | (_imported_names(tree) & everywhere)
        functions = [
            node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]
        for function in functions:
            told = {
                name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names
            }
            for node in ast.walk(function):
                name = _changed(node)
                plain = isinstance(node, (ast.Assign, ast.AugAssign)) and _is_plain(node)
                if name in told or (name in made and not plain):
                    yield str(name), place_of_node(seen, (source.path, node))


def _own_names(tree: ast.Module) -> set[str]:
    """What a file makes at its left edge: variables and classes."""
    names = {name for name, _ in map(assigned, tree.body) if name is not None}
    return names | {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def _imported_names(tree: ast.Module) -> set[str]:
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for alias in node.names
    }


def _is_plain(node: ast.Assign | ast.AugAssign) -> bool:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return isinstance(target, ast.Name)


def _changed(node: ast.AST) -> str | None:
    """The name at the root of what a statement changes."""
    if isinstance(node, ast.AugAssign):
        return _root(node.target)
    if isinstance(node, ast.Assign):
        return _root(node.targets[0])
    if isinstance(node, ast.Call):
        if last_name(node.func) == "next" and node.args:
            return _root(node.args[0])
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"append", "add", "update"}:
            return _root(node.func.value)
    return None


def _root(node: ast.AST) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _writes(call: ast.Call) -> bool:
    if last_name(call.func) in {"write_text", "write_bytes"}:
        return True
    modes = [*call.args[:2], *(word.value for word in call.keywords if word.arg == "mode")]
    texts = [mode.value for mode in modes if isinstance(mode, ast.Constant) and isinstance(mode.value, str)]
    if last_name(call.func) == "execute":
        first = call.args[0] if call.args else None
        text = first.value if isinstance(first, ast.Constant) else ""
        words = text.strip().lower() if isinstance(text, str) else ""
        return words.startswith(("update", "replace", "insert or replace")) and "+" not in words
    return last_name(call.func) == "open" and any("w" in text or "+" in text for text in texts)


RULES = (
    state_in_session,
    cache_per_process,
    memory_database,
    counts_too_often,
    value_not_shared,
    state_per_process,
    lost_update,
)
