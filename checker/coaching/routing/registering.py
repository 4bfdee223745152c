"""A route that is added without its view, or with something else in its place."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import all_nodes, at, functions
from checker.coaching.reading.routes import path_matches, variables
from checker.coaching.reading.source import place_of
from checker.coaching.reading.written import last_name, route_owner
from checker.coaching.seen import Seen
from checker.coaching.starting.failed_start import Start
from checker.core.evidence import Route, SourceFile
from checker.core.reports import Diagnosis, Place

_ADDERS = ("add_url_rule", "add_api_route", "add_route")


def registration(seen: Seen, route: Route) -> Place | None:
    """The line that gives a route its path: its decorator, or the call that adds it; else where its view begins."""
    frame = route.place
    for file, function in functions(seen.sources):
        if frame is None or (file, function.name) != (frame.file, frame.function):
            continue
        for item in function.decorator_list:
            if route_owner(item) is not None and _fits(_path_of(item), route.rule):
                return at(seen.sources, (file, item))
    calls = (found for found in _adding_calls(seen.sources) if _fits(_path_of(found[1]), route.rule))
    first = next(calls, None)
    return at(seen.sources, first) if first is not None else seen.place(frame)


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


def nearly_a_path(seen: Seen) -> Diagnosis | None:
    """A path with a slip in it; or, for the first page of a site, the only route there is."""
    if seen.status != 404 or seen.asked is None:
        return None
    path = seen.asked.plain_path
    if path_matches(seen.framework, seen.routes, path):
        return None
    own = [route for route in seen.routes if route.place is not None]
    near = next((route for route in own if _is_slip(seen, route.rule, path)), None)
    if near is None and path == "/" and len(own) == 1 and not variables(seen.framework, own[0].rule):
        near = own[0]
    if near is None:
        return None
    place = registration(seen, near)
    return Diagnosis(
        "path-differs",
        f"You registered '{near.rule}'{f' ({place})' if place else ''}; the request was for '{path}'.",
        place,
        "A path has to be the same character by character. The first page of a site is a single slash.",
    )


def _is_slip(seen: Seen, rule: str, path: str) -> bool:
    """Whether the fixed parts of a rule are nearly those of a path."""
    ours, theirs = rule.strip("/").split("/"), path.strip("/").split("/")
    if len(ours) != len(theirs):
        return False
    pairs = [pair for pair in zip(ours, theirs, strict=True) if not variables(seen.framework, pair[0])]
    different = [pair for pair in pairs if pair[0] != pair[1]]
    if not different or len(pairs) < len(ours) - 1:
        return False
    return all(difflib.SequenceMatcher(None, *pair).ratio() >= 0.75 for pair in different)


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


def _path_of(node: ast.expr) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    named = [word.value for word in node.keywords if word.arg in {"rule", "path"}]
    first = next(iter([*node.args[:1], *named]), None)
    return first.value if isinstance(first, ast.Constant) and isinstance(first.value, str) else None


def _fits(path: str | None, rule: str) -> bool:
    return (
        path is not None
        and rule.endswith(path)
        and (path != "/" or rule.count("/") == 1 or rule.endswith("/"))
    )


AT_START: tuple[Callable[[Start], Diagnosis | None], ...] = (
    called_too_early,
    path_missing,
)
RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (rule_without_view, as_view_missing, self_missing)
