"""A route that is added without its view, or with something else in its place."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import all_nodes, at
from checker.coaching.reading.source import place_of
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.coaching.starting.failed_start import Start
from checker.core.evidence import SourceFile
from checker.core.reports import Diagnosis

_ADDERS = ("add_url_rule", "add_api_route", "add_route")


def rule_without_view(seen: Seen) -> Diagnosis | None:
    """Flask: add_url_rule was given a path and a name, and no function."""
    raised = seen.raised
    if seen.framework != "flask" or raised is None or raised.type != "KeyError" or raised.frames:
        return None
    for found in _adding_calls(seen.sources):
        call = found[1]
        if len(call.args) < 3 and not any(word.arg == "view_func" for word in call.keywords):
            place = at(seen.sources, found)
            return Diagnosis(
                "rule-without-view",
                f"The call at {place} adds a path and no function that answers it.",
                place,
                "add_url_rule takes the path, then a name for the route, then the function: view_func=...",
            )
    return None


def as_view_missing(seen: Seen) -> Diagnosis | None:
    """Flask: the class itself was given, where a function was asked for."""
    raised = seen.raised
    if seen.framework != "flask" or raised is None or raised.type != "TypeError":
        return None
    classes = {node.name for _, node in all_nodes(seen.sources) if isinstance(node, ast.ClassDef)}
    for found in _adding_calls(seen.sources):
        view = _view_in(found[1])
        if isinstance(view, (ast.Name, ast.Attribute)) and last_name(view) in classes:
            place = at(seen.sources, found)
            return Diagnosis(
                "as-view-missing",
                f"The route at {place} gets the class {last_name(view)} itself, and Flask needs a function.",
                place,
                f"A class of views makes a function of itself: {last_name(view)}.as_view('a name for the route').",
            )
    return None


def self_missing(seen: Seen) -> Diagnosis | None:
    """A method of a class of views has no parameter for its own object."""
    raised, function = seen.raised, seen.function
    if raised is None or raised.type != "TypeError" or raised.frames or function is None:
        return None
    arguments = [*function.args.posonlyargs, *function.args.args]
    if (arguments and arguments[0].arg == "self") or function.args.vararg or not _is_method(seen, function):
        return None
    place = seen.line_of(function)
    return Diagnosis(
        "self-missing",
        f"{function.name}() at {place} stands in a class, and its first parameter is not self.",
        place,
        "Python gives a method its own object first, and the values after it. So the first parameter is self.",
    )


def _is_method(seen: Seen, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    frame = seen.route.place if seen.route else None
    return any(
        isinstance(node, ast.ClassDef)
        and frame is not None
        and file == frame.file
        and any(item.lineno == function.lineno for item in node.body)
        and not function.decorator_list
        for file, node in all_nodes(seen.sources)
    )


# --- at the start -------------------------------------------------------------------------------------


def called_too_early(start: Start) -> Diagnosis | None:
    """The result of the view was given, where the view was asked for."""
    raised = start.run.import_raised
    if raised is None or raised.type not in {"AttributeError", "TypeError", "AssertionError"}:
        return None
    frame = raised.place
    for found in _adding_calls(start.sources):
        call, view = found[1], _view_in(found[1])
        inside = frame is not None and found[0] == frame.file
        inside = (
            inside and frame is not None and call.lineno <= frame.line <= (call.end_lineno or call.lineno)
        )
        if inside and isinstance(view, ast.Call) and last_name(view.func) != "as_view":
            return _too_early(start, found, view)
    return None


def _too_early(start: Start, found: tuple[str, ast.Call], view: ast.Call) -> Diagnosis:
    place = at(start.sources, (found[0], view))
    name = ast.unparse(view.func)
    return Diagnosis(
        "view-called-too-early",
        f"The route at {place} gets what {name}() returns, and not {name} itself: the parentheses call it.",
        place,
        f"Give the function by its name alone: {name}. {start.title} calls it for each request.",
    )


def path_missing(start: Start) -> Diagnosis | None:
    """A route decorator with empty parentheses."""
    raised = start.run.import_raised
    marks = ("required positional argument: 'rule'", "required positional argument: 'path'")
    if raised is None or raised.type != "TypeError" or not raised.message.endswith(marks):
        return None
    place = place_of(start.sources, raised.place)
    return Diagnosis(
        "route-without-path",
        f"The route at {place} has no path: nothing stands between its parentheses.",
        place,
        "A route is for one path. It comes first, as a text that begins with a slash.",
    )


# --- questions about the source -----------------------------------------------------------------------


def _adding_calls(sources: tuple[SourceFile, ...]) -> Iterator[tuple[str, ast.Call]]:
    """Every call that adds a route without a decorator."""
    for file, node in all_nodes(sources):
        if (
            isinstance(node, ast.Call)
            and last_name(node.func) in _ADDERS
            and isinstance(node.func, ast.Attribute)
        ):
            yield file, node


def _view_in(call: ast.Call) -> ast.expr | None:
    """What a call gives for the function that answers."""
    named = [word.value for word in call.keywords if word.arg in {"view_func", "endpoint"}]
    if last_name(call.func) == "add_url_rule":
        named = [word.value for word in call.keywords if word.arg == "view_func"]
        return next(iter([*named, *call.args[2:3]]), None)
    return next(iter([*named, *call.args[1:2]]), None)


AT_START: tuple[Callable[[Start], Diagnosis | None], ...] = (
    called_too_early,
    path_missing,
)
RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (rule_without_view, as_view_missing, self_missing)
