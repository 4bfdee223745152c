"""A route that is written, and whose line does not run when the file is imported, or adds it to another app."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from itertools import pairwise

from checker.coaching.reading.finding import all_nodes, at, calls, functions
from checker.coaching.reading.guards import names_main
from checker.coaching.reading.routes import rule_matches
from checker.coaching.reading.source import Node, place_in, trees
from checker.coaching.reading.written import Function, Made, WrittenRoute, assigned, last_name, made_objects
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place

_DECORATORS = ("route", "api_route", "get", "post", "put", "patch", "delete")
_ADDERS = ("add_url_rule", "add_api_route", "add_route")


def decorator_without_at(seen: Seen) -> Diagnosis | None:
    """`app.route("/")` in a line of its own: a decorator that lost its @."""
    for source, tree in trees(seen.sources) if _is_404(seen) else ():
        for node in ast.walk(tree):
            for one, following in _pairs(node):
                if isinstance(following, Function) and _is_bare_route(one):
                    return _without_at(seen, at(seen.sources, (source.path, one)), following.name)
    return None


def _pairs(node: ast.AST) -> Iterator[tuple[ast.stmt, ast.stmt]]:
    body = getattr(node, "body", None)
    if isinstance(body, list):
        yield from pairwise(body)


def _is_bare_route(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or not call.args:
        return False
    first = call.args[0]
    path = isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.startswith("/")
    return path and call.func.attr in _DECORATORS and len(call.args) == 1


def _without_at(seen: Seen, place: Place, name: str) -> Diagnosis:
    return Diagnosis(
        "decorator-without-at",
        f"The line at {place} makes a decorator for a route and does nothing with it, so {name}() below it answers no"
        f" path. {seen.request_line} is 404.",
        place,
        "A decorator begins with @. Without it the line is a call like any other, and the function below is not part of"
        " it.",
    )


def added_in_a_function(seen: Seen) -> Diagnosis | None:
    """add_url_rule or add_api_route stands in a function that nobody calls on import."""
    for found in calls(seen.sources, *_ADDERS) if _is_404(seen) else ():
        path = found[1].args[0] if found[1].args else None
        written = path.value if isinstance(path, ast.Constant) else None
        if not isinstance(written, str) or seen.asked is None:
            continue
        if rule_matches(seen.framework, written, seen.asked.plain_path):
            return _line_not_run(seen, found, at(seen.sources, found))
    return None


def decorator_not_run(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """The decorator stands under the guard, or in a function that is called only there."""
    for found in all_nodes(seen.sources):
        if found[0] == written.file and isinstance(found[1], ast.expr) and found[1].lineno == written.line:
            place = at(seen.sources, found)
            return _line_not_run(seen, found, place)
    return None


def _line_not_run(seen: Seen, found: Node, place: Place) -> Diagnosis | None:
    guard = _guard_above(seen, found)
    if guard is not None:
        what = f"The route at {place} stands under the condition at {seen.at(guard)}"
        return _under_guard(seen, guard, what)
    owner = _owner(seen, found)
    if owner is None:
        return None
    used = [one for one in all_nodes(seen.sources) if _names(one[1], owner[1].name)]
    guards = [_guard_above(seen, one) for one in used]
    if used and None not in guards and guards[0] is not None:
        what = (
            f"The route at {place} is added in {owner[1].name}(), which is called only under the condition at"
        )
        return _under_guard(seen, guards[0], f"{what} {seen.at(guards[0])}")
    return None if used else _never_called(owner[1].name, place)


def _under_guard(seen: Seen, guard: Node, what: str) -> Diagnosis:
    return Diagnosis(
        "route-not-on-app",
        f"{what}. A server imports your file, and then that condition is false: the app has no such route.",
        seen.at(guard),
        "Only the call that starts a server belongs under that condition. Routes stand above it, at the left edge of"
        " the file.",
    )


def _never_called(name: str, place: Place) -> Diagnosis:
    return Diagnosis(
        "route-not-on-app",
        f"The route at {place} is added in the function {name}(), and nothing in your files calls {name}().",
        place,
        "What stands inside a function runs only when the function is called. Call it when the app is made, or put the"
        " routes at the left edge.",
    )


def _guard_above(seen: Seen, found: Node) -> Node | None:
    """The condition on the file's name that a line stands under."""
    line = getattr(found[1], "lineno", 0)
    for file, node in all_nodes(seen.sources):
        if file != found[0] or not isinstance(node, ast.If) or not names_main(node.test):
            continue
        if node.body[0].lineno <= line <= (node.body[-1].end_lineno or 0) or _starts(node, line):
            return file, node
    return None


def _starts(node: ast.If, line: int) -> bool:
    """Whether a line is a decorator of the first function under a condition."""
    first = node.body[0]
    lines = [item.lineno for item in first.decorator_list] if isinstance(first, Function) else []
    return line in lines


def _owner(seen: Seen, found: Node) -> tuple[str, Function] | None:
    """The outermost function that a line stands in; a factory has a name that servers know."""
    line = getattr(found[1], "lineno", 0)
    for file, function in functions(seen.sources):
        if file == found[0] and function.body[0].lineno <= line <= (function.end_lineno or 0):
            return None if function.name in {"create_app", "make_app"} else (file, function)
        if file == found[0] and function.lineno < line <= (function.end_lineno or 0):
            return file, function
    return None


def _names(node: ast.AST, name: str) -> bool:
    if isinstance(node, ast.Name):
        return node.id == name
    return isinstance(node, ast.Attribute) and node.attr == name


# --- another app ------------------------------------------------------------------------------------


def another_app(seen: Seen, written: WrittenRoute) -> Diagnosis | None:
    """The name of the app is given to another one later on, or another file makes the app that is served."""
    own = [one for one in _apps(seen) if one.name == written.owner and one.file == written.file]
    if not own:
        return None
    later = _given_again(seen, written)
    if later is not None:
        return _made_again(seen, written, later)
    served = [one for one in _apps(seen) if one.file == seen.run.app_file and one.file != written.file]
    if not served or written.file == seen.run.app_file:
        return None
    place = place_in(seen.sources, served[-1].file, served[-1].line)
    return Diagnosis(
        "route-not-on-app",
        f"{place} makes the app that is served. The routes in {written.file} are on another app, which line"
        f" {own[0].line} of that file makes.",
        place,
        "Make one app and import it where it is needed. Routes in a file of their own belong on a blueprint or a"
        " router, which the app then joins.",
    )


def _apps(seen: Seen) -> list[Made]:
    return list(made_objects(seen.sources, frozenset({seen.title})))


def _given_again(seen: Seen, written: WrittenRoute) -> Node | None:
    """A later line of the file that gives the app's name to a new app, directly or by a function that makes one."""
    makers = {seen.title} | {one.name for _, one in functions(seen.sources) if _makes_app(seen, one)}
    inside = [
        (one.lineno, one.end_lineno or 0) for file, one in functions(seen.sources) if file == written.file
    ]
    for file, node in all_nodes(seen.sources):
        name, value = assigned(node) if isinstance(node, ast.stmt) else (None, None)
        if file != written.file or name != written.owner or not isinstance(value, ast.Call):
            continue
        line = getattr(node, "lineno", 0)
        hidden = any(first < line <= last for first, last in inside)
        if (
            line > written.line
            and not hidden
            and last_name(value.func) in makers
            and _runs(seen, (file, node))
        ):
            return file, node
    return None


def _runs(seen: Seen, found: Node) -> bool:
    """Whether a line runs in the way that the task starts the file: under the guard only as a script."""
    return _guard_above(seen, found) is None or seen.run.script_run is not None


def _makes_app(seen: Seen, function: Function) -> bool:
    return any(
        isinstance(node, ast.Call) and last_name(node.func) == seen.title for node in ast.walk(function)
    )


def _made_again(seen: Seen, written: WrittenRoute, found: Node) -> Diagnosis:
    place = seen.at(found)
    return Diagnosis(
        "app-made-twice",
        f"{place} makes a second app and gives it the name {written.owner!r}: it has none of the routes above it.",
        place,
        "Make the app once, at the top, before the first route.",
    )


def _is_404(seen: Seen) -> bool:
    return seen.mismatch.aspect is Aspect.PROCESS or seen.status == 404


REASONS: tuple[Callable[[Seen, WrittenRoute], Diagnosis | None], ...] = (decorator_not_run, another_app)
RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (decorator_without_at, added_in_a_function)
