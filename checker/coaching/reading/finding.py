"""Find calls, decorators and functions in the learner's source, each with the file that it stands in."""

from __future__ import annotations

import ast
import functools
from collections.abc import Iterator, Sequence

from checker.coaching.reading.routes import Asked, matching
from checker.coaching.reading.source import FILES, nodes_of, place_in
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect, Frame, SourceFile
from checker.core.reports import Place

Found = tuple[str, ast.AST]
"""A file and a node of its tree."""
FoundFunction = tuple[str, Function]

_NAMED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def all_nodes(sources: Sequence[SourceFile]) -> Iterator[Found]:
    """Every node that has a line, of every file, in the order of the lines."""
    for source in sources:
        yield from ((source.path, node) for node in in_order(source))


@functools.lru_cache(maxsize=FILES)
def in_order(source: SourceFile) -> tuple[ast.AST, ...]:
    """Every node of a file that has a line, in the order of the lines."""
    return tuple(
        sorted((node for node in nodes_of(source) if hasattr(node, "lineno")), key=lambda node: node.lineno)
    )


def functions(sources: Sequence[SourceFile]) -> Iterator[FoundFunction]:
    """Every function of every file."""
    for file, node in all_nodes(sources):
        if isinstance(node, Function):
            yield file, node


def calls(sources: Sequence[SourceFile], *names: str) -> Iterator[tuple[str, ast.Call]]:
    """Every call of something whose last name is one of these, but for files that define that name."""
    own = {name: defining(sources, name) for name in names}
    for file, node in all_nodes(sources):
        name = last_name(node.func) if isinstance(node, ast.Call) else None
        if isinstance(node, ast.Call) and name in own and file not in own[name]:
            yield file, node


def defining(sources: Sequence[SourceFile], name: str) -> set[str]:
    """The files that have a function or a class of that name."""
    return {file for file, node in all_nodes(sources) if isinstance(node, _NAMED) and node.name == name}


def decorated(sources: Sequence[SourceFile], *names: str) -> Iterator[tuple[str, Function, ast.expr]]:
    """Every function below a decorator whose last name is one of these, with that decorator."""
    for file, function in functions(sources):
        for decorator in function.decorator_list:
            target = decorator.func if isinstance(decorator, ast.Call) else decorator
            if last_name(target) in names:
                yield file, function, decorator


def function_named(sources: Sequence[SourceFile], name: str) -> FoundFunction | None:
    """The first function of that name."""
    return next((found for found in functions(sources) if found[1].name == name), None)


def function_at(seen: Seen, frame: Frame | None) -> FoundFunction | None:
    """The function that a frame is in."""
    for file, function in functions(seen.sources) if frame is not None else ():
        if frame is None or (file, function.name) != (frame.file, frame.function):
            continue
        first = min([function.lineno, *(item.lineno for item in function.decorator_list)])
        if first <= frame.line <= (function.end_lineno or function.lineno):
            return file, function
    return None


def view_of(seen: Seen) -> FoundFunction | None:
    """The function that took the request."""
    return function_at(seen, seen.route.place) if seen.route else None


def view_for(seen: Seen, method: str, path: str) -> FoundFunction | None:
    """The function that takes a request of that method and path."""
    route = matching(seen.framework, seen.routes, Asked(method, path))
    return function_at(seen, route.place) if route else None


def stands_in(function: FoundFunction | None, found: Found) -> bool:
    """Whether a node stands between the first and the last line of a function."""
    if function is None or function[0] != found[0]:
        return False
    line = getattr(found[1], "lineno", 0)
    return function[1].lineno <= line <= (function[1].end_lineno or function[1].lineno)


def at(sources: Sequence[SourceFile], found: Found) -> Place:
    """The place of a node; of a function, the line of its name."""
    return place_in(sources, found[0], getattr(found[1], "lineno", None))


def view_line(seen: Seen) -> Place | None:
    """The line with the name of the function that took the request."""
    view = view_of(seen)
    return at(seen.sources, view) if view else seen.view_place


# --- words about the evidence --------------------------------------------------------------------------


def upstream_missed(seen: Seen, expected: str) -> bool:
    """Whether the upstream did not see what was expected; `expected` is how that phrase begins."""
    return seen.mismatch.aspect is Aspect.UPSTREAM and seen.mismatch.expected.startswith(expected)


def asked(seen: Seen) -> str:
    """The request, as a sentence names it."""
    return f"{seen.request.method} {seen.request.target}" if seen.request else "the request"


def who_answered(seen: Seen) -> str:
    """The function that answered, with its line."""
    return f"{seen.route.endpoint}() ({view_line(seen)})" if seen.route else "your app"
