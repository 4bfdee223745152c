"""Mistakes with sqlite3: a connection in the wrong thread, a change that is not kept, rows that are no dicts."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading import reach
from checker.coaching.reading.finding import Found, FoundFunction, decorated, functions, view_for
from checker.coaching.reading.source import nodes
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

_CHANGES = ("insert", "update", "delete", "replace")
_KEEPS = frozenset({"commit", "autocommit", "isolation_level", "begin"})
_AROUND = ("teardown_appcontext", "teardown_request", "after_request", "middleware")


def sqlite_in_another_thread(seen: Seen) -> Diagnosis | None:
    """A connection of sqlite3 is used by another thread than the one that made it."""
    raised = seen.raised
    if raised is None or raised.short_type != "ProgrammingError" or "thread" not in raised.message:
        return None
    place = seen.place(raised.place)
    return Diagnosis(
        "sqlite-in-another-thread",
        f"At {place} a database connection is used that another thread has made, and sqlite3 refuses that.",
        place,
        _THREADS[seen.framework],
    )


_THREADS = {
    "flask": "Flask answers each request in a thread of its own. Open the connection in the function that uses it, or"
    " once for each request. What is opened at the left edge of a file belongs to another thread.",
    "fastapi": "FastAPI runs a plain `def` in any thread: a dependency in one, the function behind it in another. Open"
    " the connection in the very function that uses it. Or open it with check_same_thread=False, one for each request.",
}


def not_committed(seen: Seen) -> Diagnosis | None:
    """SQL that changes something, in a function that never commits."""
    if seen.raised is not None or not _shows_old_state(seen) or not _connects_in_functions(seen):
        return None
    for start in _changing_views(seen):
        found = _uncommitted(seen, start)
        if found is not None:
            place = seen.at(found)
            return Diagnosis(
                "not-committed",
                f"The statement at {place} changes the database, and nothing commits it, so the change is dropped when"
                " the connection ends.",
                place,
                "sqlite3 keeps a change only after commit() on its connection, or at the end of a `with` block of"
                " that connection.",
            )
    return None


def _connects_in_functions(seen: Seen) -> bool:
    """Whether a request may have a connection of its own: one that all share keeps what is not committed."""
    return any(last_name(node) == "connect" for _, one in functions(seen.sources) for node in ast.walk(one))


def _shows_old_state(seen: Seen) -> bool:
    """Whether the mismatch may come of a change that was not kept."""
    if seen.mismatch.aspect is Aspect.JSON:
        return True
    return _not_found(seen) or (seen.mismatch.expected_value == 404 and seen.is_fine)


def _not_found(seen: Seen) -> bool:
    """Whether the view says 404 of something that is there."""
    return seen.status == 404 and seen.route is not None and seen.mismatch.expected_value != 404


def _changing_views(seen: Seen) -> Iterator[FoundFunction]:
    """The functions that change what this path, or the collection above it, shows."""
    path = seen.asked.path if seen.asked else ""
    asked = [(method, path) for method in ("POST", "PUT", "DELETE")] + [("POST", path.rpartition("/")[0])]
    for method, at in asked:
        view = view_for(seen, method, at)
        if view is not None:
            yield view


def _uncommitted(seen: Seen, start: FoundFunction) -> Found | None:
    taking_part = reach.reachable_from(seen, start)
    every = [node for _, function in taking_part for node in ast.walk(function)]
    if any(last_name(node) in _KEEPS or isinstance(node, (ast.With, ast.AsyncWith)) for node in every):
        return None
    if _commits_around(seen) or any(name in _KEEPS for name in _keywords(seen)):
        return None
    return next(
        (
            (file, node)
            for file, function in taking_part
            for node in ast.walk(function)
            if isinstance(node, ast.Call) and last_name(node.func) == "execute" and _changes(node)
        ),
        None,
    )


def _commits_around(seen: Seen) -> bool:
    """Whether something around each request may commit: a dependency with yield, a teardown, a middleware."""
    around = [function for _, function, _ in decorated(seen.sources, *_AROUND)]
    around += [
        one for _, one in functions(seen.sources) if any(isinstance(n, ast.Yield) for n in ast.walk(one))
    ]
    return any(_may_commit(function) for function in around)


def _keywords(seen: Seen) -> Iterator[str | None]:
    """The names of all arguments that are passed by name."""
    return (node.arg for _, node in nodes(seen.sources) if isinstance(node, ast.keyword))


def _may_commit(function: Function) -> bool:
    return any(
        last_name(node) in _KEEPS or isinstance(node, (ast.With, ast.AsyncWith))
        for node in ast.walk(function)
    )


def _changes(call: ast.Call) -> bool:
    first = call.args[0] if call.args else None
    text = first.value if isinstance(first, ast.Constant) else None
    return isinstance(text, str) and text.strip().lower().startswith(_CHANGES)


def row_returned(seen: Seen) -> Diagnosis | None:
    """A row of sqlite3 is neither a dict nor anything else that JSON knows."""
    raised = seen.raised
    if raised is None or raised.type != "TypeError" or not raised.message.rstrip(". ").endswith(_ROW):
        return None
    place = seen.place(raised.place) if raised.own else None
    return Diagnosis(
        "row-is-no-dict",
        f"{seen.who} answers with a row of the database as it is: {raised.message[:200]}",
        place or _return_line(seen) or seen.view_place,
        "A sqlite3.Row can be read like a dict, and is none. dict(row) makes one, for each row of a list as well.",
    )


def _return_line(seen: Seen) -> Place | None:
    found = [(file, node) for file, node in seen.view_nodes() if isinstance(node, ast.Return)]
    return seen.at(found[-1]) if found else None


_ROW = ("type Row is not JSON serializable", "was a Row")

RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    sqlite_in_another_thread,
    row_returned,
    not_committed,
)
