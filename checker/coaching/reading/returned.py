"""Which line of the learner's made this answer: the `return`, the `raise` or the abort() whose words are in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from checker.coaching.answers.error_pages import error_handlers
from checker.coaching.reading.finding import Found, all_nodes, at, functions
from checker.coaching.reading.received import functions_of
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.reports import Place

HANDLERS = frozenset({"errorhandler", "app_errorhandler", "exception_handler"})
REGISTERING = frozenset(
    {"register_error_handler", "add_exception_handler", "before_request", "before_app_request"}
)
BEFORE = frozenset({"before_request", "before_app_request", "middleware"})

Ending = ast.Return | ast.Raise | ast.Call


def answered_at(seen: Seen) -> Place | None:
    """The line that made the answer, where its words tell; else where the function begins that took the request."""
    found = answering(seen)
    return at(seen.sources, found) if found else seen.view_place


def answering(seen: Seen) -> Found | None:
    """The ending whose fixed words all stand in the answer, the one with the most of them; None where none tells."""
    text = f"{seen.response.text} {seen.response.header('location') or ''}" if seen.response else ""
    fitting: list[tuple[int, Found]] = []
    for file, ending in _endings(seen):
        status = status_of(ending)
        words = fixed_words(ending)
        if status not in {None, seen.status} or not all(word in text for word in words):
            continue
        fitting.append((sum(map(len, words)) + (5 if status is not None else 0), (file, ending)))
    if any(is_ending(found[1]) and status_of(found[1]) is not None for _, found in fitting):  # type: ignore[arg-type]
        fitting = [one for one in fitting if not _is_usual(seen, one[1][1])]
    if not fitting:
        return None
    best = max(score for score, _ in fitting)
    if best == 0 and seen.is_fine:
        fitting = [one for one in fitting if isinstance(one[1][1], ast.Return)]
    return next(found for score, found in fitting if score == best) if best or len(fitting) == 1 else None


def _is_usual(seen: Seen, ending: ast.AST) -> bool:
    """Whether an ending is a plain value, which goes out with the usual status, and the answer is an error."""
    value = ending.value if isinstance(ending, ast.Return) else None
    plain = isinstance(value, (ast.Dict, ast.List, ast.Constant, ast.JoinedStr))
    return plain and seen.status is not None and seen.status >= 400


def _endings(seen: Seen) -> Iterator[tuple[str, Ending]]:
    taking_part = functions_of(seen)
    named = _registered(seen)
    before = (one for one in functions(seen.sources) if runs_before(one[1]) or one[1].name in named)
    for file, function in [*taking_part, *error_handlers(seen), *before]:
        for node in ast.walk(function):
            if is_ending(node):
                yield file, node  # type: ignore[misc]
    yield from _lambdas(seen)


def _registering(seen: Seen) -> Iterator[Found]:
    """What a call registers for errors, before each request, or as a dependency of many paths."""
    for file, node in all_nodes(seen.sources):
        if not isinstance(node, ast.Call):
            continue
        if last_name(node.func) in REGISTERING:
            yield from ((file, part) for part in node.args)
        for word in node.keywords:
            if word.arg == "exception_handlers" and isinstance(word.value, ast.Dict):
                yield from ((file, part) for part in word.value.values)
    yield from shared_dependencies(seen)


def shared_dependencies(seen: Seen) -> Iterator[Found]:
    """FastAPI: the functions that are named as dependencies of an app, a router or a path."""
    for file, node in all_nodes(seen.sources):
        if isinstance(node, ast.keyword) and node.arg == "dependencies":
            calls = (part for part in ast.walk(node.value) if isinstance(part, ast.Call))
            yield from ((file, part) for call in calls for part in call.args)


def _registered(seen: Seen) -> set[str]:
    return {name for _, node in _registering(seen) if (name := last_name(node))}


def _lambdas(seen: Seen) -> Iterator[tuple[str, ast.Call]]:
    """The calls that a handler without a name answers with."""
    for file, node in _registering(seen):
        if isinstance(node, ast.Lambda) and isinstance(node.body, ast.Call):
            yield file, node.body


def is_ending(node: ast.AST) -> bool:
    """Whether a node ends a function with an answer: a return, a raise, or a call of abort()."""
    if isinstance(node, ast.Return):
        return node.value is not None
    if isinstance(node, ast.Raise):
        return node.exc is not None
    return isinstance(node, ast.Call) and last_name(node.func) == "abort"


def is_handler(function: Function) -> bool:
    """Whether a function is registered for an error, by a decorator."""
    return any(
        isinstance(item, ast.Call) and last_name(item.func) in HANDLERS for item in function.decorator_list
    )


def runs_before(function: Function) -> bool:
    """Whether a function runs before each view, by a decorator."""
    return any(
        last_name(item.func if isinstance(item, ast.Call) else item) in BEFORE
        for item in function.decorator_list
    )


def status_of(ending: Ending) -> int | None:
    """The status that an ending writes down: beside the body, or as an argument."""
    if isinstance(ending, ast.Return) and isinstance(ending.value, ast.Tuple):
        return next((number for part in ending.value.elts[1:2] if (number := _number(part))), None)
    call = (
        ending
        if isinstance(ending, ast.Call)
        else ending.exc
        if isinstance(ending, ast.Raise)
        else ending.value
    )
    if not isinstance(call, ast.Call) or last_name(call.func) in {"jsonify", "dict"}:
        return None
    given = [*call.args, *(word.value for word in call.keywords if word.arg in {"status_code", "status"})]
    return next((number for part in given if (number := _number(part))), None)


def _number(node: ast.expr) -> int | None:
    if isinstance(node, ast.Constant) and type(node.value) is int and 100 <= node.value <= 599:
        return node.value
    name = last_name(node) or ""
    digits = [part for part in name.split("_") if len(part) == 3 and part.isdigit()]
    return int(digits[0]) if name.startswith("HTTP_") and digits else None


def fixed_words(ending: Ending) -> list[str]:
    """The texts that an ending writes down itself, with at least two letters, without names that only look like it."""
    root = (
        ending.value
        if isinstance(ending, ast.Return)
        else ending.exc
        if isinstance(ending, ast.Raise)
        else ending
    )
    hidden = {id(part) for node in ast.walk(root) for part in _no_words(node)} if root else set()
    found: list[str] = []
    for node in ast.walk(root) if root else ():
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in hidden:
            found.append(node.value.strip())
        elif isinstance(node, ast.keyword) and node.arg and _is_keyword_key(root, node):
            found.append(node.arg)
    return [word for word in found if len(word) > 1 and "{" not in word and "%" not in word]


def _no_words(node: ast.AST) -> Iterator[ast.AST]:
    """Texts inside square brackets, or given to get(): keys that are read, and not written."""
    if isinstance(node, ast.Subscript):
        yield from ast.walk(node.slice)
    elif isinstance(node, ast.Call) and last_name(node.func) in {"get", "pop", "join", "type"}:
        for part in node.args:
            yield from ast.walk(part)
    elif isinstance(node, ast.keyword) and node.arg in {"mimetype", "content_type", "media_type"}:
        yield from ast.walk(node.value)


def _is_keyword_key(root: ast.AST | None, keyword: ast.keyword) -> bool:
    """Whether the name of an argument becomes a key of the answer: in jsonify() and dict()."""
    return root is not None and any(
        isinstance(node, ast.Call)
        and keyword in node.keywords
        and last_name(node.func) in {"jsonify", "dict"}
        for node in ast.walk(root)
    )
