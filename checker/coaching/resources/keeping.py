"""A cache that is there and cannot keep: made anew each time, asked under another key, turned off."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import (
    all_nodes,
    at,
    decorated,
    upstream_missed,
)
from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.reach import imported_from, nodes, reachable
from checker.coaching.reading.source import trees
from checker.coaching.reading.written import Function, assigned, last_name
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis

_CACHES = frozenset(
    {"Cache", "dict", "SimpleCache", "FileSystemCache", "TTLCache", "LRUCache", "defaultdict"}
)
FUNCTOOLS = ("lru_cache", "cache")
KEEPING = ("cached", "memoize", *FUNCTOOLS)
_CHANGING = frozenset(
    {"time", "time_ns", "monotonic", "perf_counter", "now", "utcnow", "today", "random", "randint", "uuid4", "uuid1",
     "token_hex"}
)  # fmt: skip


# --- asked again, the upstream is asked again -----------------------------------------------------------------


def made_in_view(seen: Seen) -> Diagnosis | None:
    """The cache is made inside the function, so each request has a new and empty one."""
    if not _asked_again(seen):
        return None
    for file, function in reachable(seen):
        for node in own_nodes(function):
            name, value = assigned(node) if isinstance(node, ast.stmt) else (None, None)
            if name is None or not _is_cache(value) or not _is_looked_into(function, name):
                continue
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "cache-made-in-view",
                f"{name} is made anew each time that {function.name}() runs ({place}). So it is always empty.",
                place,
                "What should outlive a request is made once, outside of every function that a request calls: at the"
                " left edge of a file.",
            )
    return None


def _is_cache(value: ast.expr | None) -> bool:
    made = isinstance(value, ast.Call) and last_name(value.func) in _CACHES
    return made or (isinstance(value, ast.Dict) and not value.keys)


def _is_looked_into(function: Function, name: str) -> bool:
    return any(owner == name for owner, _, _ in lookups(function))


def never_filled(seen: Seen) -> Diagnosis | None:
    """Somebody looks into the cache, and nobody puts anything in."""
    if not _asked_again(seen):
        return None
    filled = {owner for _, tree in trees(seen.sources) for owner, _, _ in _stores(tree)}
    filled |= {last_name(node) or "" for node in (*_handed_over(seen), *_owners_of_other_calls(seen))}
    for file, function in reachable(seen):
        for owner, _, node in lookups(function):
            if owner in filled or owner not in made_at_the_edge(seen):
                continue
            place = at(seen.sources, (file, node))
            return Diagnosis(
                "cache-never-filled",
                f"The line at {place} looks into {owner}, and no line of yours puts anything in: so nothing is found.",
                place,
                "A cache needs two steps: look whether the answer is there; and where it is not, get it and store it"
                " under the same key.",
            )
    return None


def _handed_over(seen: Seen) -> Iterator[ast.expr]:
    """What is given to a function: it may be filled there."""
    for _, node in all_nodes(seen.sources):
        if isinstance(node, ast.Call):
            yield from node.args
            yield from (word.value for word in node.keywords)


def _owners_of_other_calls(seen: Seen) -> Iterator[ast.expr]:
    """What has a method called with two values or more that is no look-up: it may be filled so."""
    for _, node in all_nodes(seen.sources):
        method = node.func if isinstance(node, ast.Call) and len(node.args) > 1 else None
        if isinstance(method, ast.Attribute) and method.attr not in {"get", "pop"}:
            yield method.value


def kept_in_g(seen: Seen) -> Diagnosis | None:
    """Flask: the report is kept in g, which is new and empty in each request."""
    if not _asked_again(seen) or seen.framework != "flask":
        return None
    g = imported_from(seen, "flask") & {"g"}
    for file, node in nodes(seen) if g else ():
        owner = node.value if isinstance(node, ast.Attribute) else None
        changed = isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
        named = isinstance(owner, ast.Name) and owner.id in g
        if isinstance(node, ast.Call) and last_name(node.func) in {"setdefault", "setattr"}:
            named = any(isinstance(part, ast.Name) and part.id in g for part in ast.walk(node))
            changed = named
        if not (named and changed):
            continue
        place = at(seen.sources, (file, node))
        return Diagnosis(
            "cache-made-in-view",
            f"{place} keeps the report in g. g is made anew for each request, so the next request finds nothing there.",
            place,
            "g is for what belongs to one request. What should outlive a request is made once, outside of every"
            " function that a request calls: at the left edge of a file.",
        )
    return None


def key_differs(seen: Seen) -> Diagnosis | None:
    """Stored under one key, looked for under another."""
    if not _asked_again(seen):
        return None
    for file, function in reachable(seen):
        known = values_of(function)
        for owner, key, _ in lookups(function):
            stored = [(node, _plain(one, known)) for other, one, node in _stores(function) if other == owner]
            wanted = _plain(key, known)
            if not stored or any(wanted == text for _, text in stored) or owner not in made_at_the_edge(seen):
                continue
            place = at(seen.sources, (file, stored[0][0]))
            return Diagnosis(
                "cache-key-differs",
                f"{place} stores the report under {stored[0][1]}, and {function.name}() looks for it under {wanted}:"
                " so it is never found.",
                place,
                "Keys are compared character by character. Make the key once, give it a name, and use that name in"
                " both places.",
            )
    return None


def key_changes(seen: Seen) -> Diagnosis | None:
    """Something that is different each time is part of the key."""
    if not _asked_again(seen):
        return None
    kept = {function.name for _, function, _ in decorated(seen.sources, *KEEPING)} | {"get", "set"}
    for file, node in nodes(seen):
        if not isinstance(node, ast.Call) or last_name(node.func) not in kept:
            continue
        moving = [part for part in ast.walk(node) if part is not node and _changes(part)]
        if moving:
            place = at(seen.sources, (file, moving[0]))
            return Diagnosis(
                "cache-key-changes",
                f"{ast.unparse(moving[0])} at {place} is different each time, and it is a part of the key: so no entry"
                " is ever found again.",
                place,
                "The key holds what the answer depends on, and nothing else.",
            )
    return None


def _changes(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) in _CHANGING


def turned_off(seen: Seen) -> Diagnosis | None:
    """An argument of the decorator says that nothing is to be kept."""
    if not _asked_again(seen):
        return None
    for file, _, decorator in decorated(seen.sources, "cached", "memoize"):
        for word in decorator.keywords if isinstance(decorator, ast.Call) else ():
            value = word.value.body if isinstance(word.value, ast.Lambda) else word.value
            always = value.value if isinstance(value, ast.Constant) else None
            if (word.arg in {"unless", "forced_update"} and always is True) or (
                word.arg == "response_filter" and always is False
            ):
                place = at(seen.sources, (file, word.value))
                return Diagnosis(
                    "cache-turned-off",
                    f"{word.arg} at {place} always says the same, and that turns this cache off.",
                    place,
                    "unless=... says when the cache is to be left out, and response_filter=... which answers may be"
                    " kept. Their answer has to depend on the request or on the answer.",
                )
    return None


# --- questions ------------------------------------------------------------------------------------------------


def _asked_again(seen: Seen) -> bool:
    return upstream_missed(seen, "no further request to the upstream")


def lookups(tree: ast.AST) -> Iterator[tuple[str, ast.expr, ast.AST]]:
    """Every look into something by a key: its name, the key and the node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
            yield last_name(node.comparators[0]) or "", node.left, node
        elif (found := _method(node, "get")) is not None:
            yield *found, node


def _stores(tree: ast.AST) -> Iterator[tuple[str, ast.expr, ast.AST]]:
    """Everything that puts something under a key: the name, the key and the node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            yield last_name(node.value) or "", node.slice, node
        elif (found := _method(node, "set", "add", "setdefault", "update", "set_many")) is not None:
            yield *found, node


def _method(node: ast.AST, *names: str) -> tuple[str, ast.expr] | None:
    """What stands before the dot, and the first argument, where a node calls one of these methods."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    fits = node.func.attr in names and bool(node.args)
    return (last_name(node.func.value) or "", node.args[0]) if fits else None


def made_at_the_edge(seen: Seen) -> set[str]:
    """The names that a file gives, at its left edge, to a cache or an empty dict."""
    found = (assigned(node) for _, tree in trees(seen.sources) for node in tree.body)
    return {name for name, value in found if name is not None and _is_cache(value)}


def values_of(function: Function) -> dict[str, ast.expr]:
    """What each name of a function is assigned; only names that are assigned once."""
    pairs = [assigned(node) for node in own_nodes(function) if isinstance(node, ast.stmt)]
    names = [name for name, _ in pairs]
    return {name: value for name, value in pairs if name and value is not None and names.count(name) == 1}


def _plain(key: ast.expr, known: dict[str, ast.expr]) -> str:
    """A key as it is written; a name that stands for an expression as that expression."""
    value = known.get(key.id, key) if isinstance(key, ast.Name) else key
    return ast.unparse(value)


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    made_in_view,
    kept_in_g,
    never_filled,
    key_differs,
    key_changes,
    turned_off,
)
