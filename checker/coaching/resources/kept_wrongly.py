"""A cache that keeps the wrong thing: one result for all, another currency's, an object that was changed meanwhile."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import (
    Found,
    all_nodes,
    asked,
    at,
    decorated,
    functions,
    stands_in,
    upstream_missed,
    view_for,
    view_line,
    view_of,
)
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.reach import nodes, reachable
from checker.coaching.reading.written import last_name
from checker.coaching.resources.keeping import FUNCTOOLS, KEEPING, made_at_the_edge, values_of
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis


def made_at_import(seen: Seen) -> Diagnosis | None:
    """The upstream was asked once, while the file was imported."""
    wanted = ("a report of its own", "a request to the upstream", "GET /report asks the upstream")
    if not any(upstream_missed(seen, one) for one in wanted):
        return None
    given = _given_functions(seen)
    inside = list(functions(seen.sources))
    for file, node in all_nodes(seen.sources):
        if not isinstance(node, ast.Call) or last_name(node.func) not in given:
            continue
        if any(stands_in(function, (file, node)) for function in inside):
            continue
        place = at(seen.sources, (file, node))
        return Diagnosis(
            "computed-at-import",
            f"{ast.unparse(node)} at {place} runs once, when the file is imported. Every request gets that one result.",
            place,
            "A line at the left edge of a file runs once. What depends on the request, or has to be fresh, belongs"
            " into a function that the request calls.",
        )
    return None


def _given_functions(seen: Seen) -> set[str]:
    return {
        alias.asname or alias.name
        for _, node in all_nodes(seen.sources)
        if isinstance(node, ast.ImportFrom) and node.module == "upstream"
        for alias in node.names
        if alias.name[:1].islower() and alias.name != "open_session"
    }


def lru_cache_on_view(seen: Seen) -> Diagnosis | None:
    """functools keeps by the arguments of the view, and the query is none of them."""
    view = view_of(seen)
    if not upstream_missed(seen, "a report of its own") or view is None:
        return None
    for file, function, decorator in decorated(seen.sources, *FUNCTOOLS):
        if (file, function.lineno) == (view[0], view[1].lineno):
            place = at(seen.sources, (file, decorator))
            return Diagnosis(
                "lru-cache-on-view",
                f"{asked(seen)} got an answer that was kept for another request. The decorator at {place} looks only at"
                f" what {function.name}() takes. What stands after the question mark is no part of that.",
                place,
                "lru_cache fits a plain function whose result depends on its arguments. Cache the function that gets"
                " the report, and give it all that the report depends on.",
            )
    return None


def relabelled(seen: Seen) -> Diagnosis | None:
    """The report of one currency goes out under the name of another."""
    wanted, got = seen.mismatch.expected_value, seen.json
    if not upstream_missed(seen, "a report of its own") or not isinstance(wanted, dict):
        return None
    if not isinstance(got, dict) or any(got.get(key) != wanted.get(key) for key in ("year", "currency")):
        return None
    found = next(_labels(seen), None)
    place = at(seen.sources, found) if found else view_line(seen)
    return Diagnosis(
        "report-relabelled",
        f"{asked(seen)} got the total that was kept for another currency. The line at {place} only writes"
        f" {wanted['currency']} beside it.",
        place,
        "Each currency has a report with a total of its own. Ask the upstream for it, and keep the two under two"
        " keys.",
    )


def _labels(seen: Seen) -> Iterator[Found]:
    """Where the learner's own code writes the currency into a report."""
    for file, node in nodes(seen):
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Store)
            and _is_text(node.slice, "currency")
        ):
            yield file, node
        elif isinstance(node, ast.Dict):
            yield from ((file, key) for key in node.keys if key is not None and _is_text(key, "currency"))
        elif isinstance(node, ast.keyword) and node.arg == "currency":
            yield file, node.value


def object_changed(seen: Seen) -> Diagnosis | None:
    """The kept dict itself was changed by the request before."""
    raised = seen.raised
    if raised is None or raised.type != "KeyError" or not raised.own:
        return None
    kept = {function.name for _, function, _ in decorated(seen.sources, *KEEPING)}
    for file, function in reachable(seen):
        known = values_of(function)
        for node in own_nodes(function):
            name = _taken_from(node)
            if name is None or raised.place is None or (file, getattr(node, "lineno", 0)) != (
                raised.place.file, raised.place.line
            ):  # fmt: skip
                continue
            if not _is_kept(known.get(name), kept, seen):
                continue
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "cached-object-changed",
                f"{place} takes something out of {name}, and {name} is the very object that is kept: the next request"
                f" does not find {raised.message} in it any more.",
                place,
                "A dict that was kept is handed out again and again, and it is always the same one. Change a copy:"
                " dict(...) makes one.",
            )
    return None


def _taken_from(node: ast.AST) -> str | None:
    """The dict that a statement takes a key with a fixed name out of."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "pop":
        fixed = len(node.args) == 1 and isinstance(node.args[0], ast.Constant)
        return last_name(node.func.value) if fixed else None
    if isinstance(node, ast.Delete) and isinstance(node.targets[0], ast.Subscript):
        return last_name(node.targets[0].value)
    return None


def _is_kept(value: ast.expr | None, kept: set[str], seen: Seen) -> bool:
    if isinstance(value, ast.Subscript):
        return last_name(value.value) in made_at_the_edge(seen)
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "get":
        return last_name(value.func.value) in made_at_the_edge(seen)
    return isinstance(value, ast.Call) and last_name(value.func) in kept


def timeout_zero(seen: Seen) -> Diagnosis | None:
    """A timeout of 0 keeps an entry for ever."""
    if (
        not upstream_missed(seen, "one more request to the upstream: the year was refreshed")
        or not seen.asked
    ):
        return None
    view = view_for(seen, "POST", f"{seen.asked.plain_path}/refresh")
    for file, node in all_nodes(seen.sources):
        if not isinstance(node, ast.Call) or not stands_in(view, (file, node)):
            continue
        zero = [word.value for word in node.keywords if word.arg == "timeout" and _is_zero(word.value)]
        zero += [one for one in node.args[2:3] if last_name(node.func) == "set" and _is_zero(one)]
        if zero:
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "timeout-zero",
                f"A timeout of 0 at {place} means: keep it for ever. So the next GET still finds the old report.",
                place,
                "To take an entry out, the cache has a method of its own for one key.",
            )
    return None


def _is_zero(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == 0 and node.value is not False


def _is_text(node: ast.AST, text: str) -> bool:
    return isinstance(node, ast.Constant) and node.value == text


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    made_at_import,
    lru_cache_on_view,
    relabelled,
    object_changed,
    timeout_zero,
)
