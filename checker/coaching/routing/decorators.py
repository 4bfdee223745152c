"""Decorators of the learner's own: above the route's, without a result, or in the place of the function."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.finding import FoundFunction, function_named, functions
from checker.coaching.reading.flow import always_returns, returned
from checker.coaching.reading.written import Function, last_name, route_owner
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis


def wrapper_returns_nothing(seen: Seen) -> Diagnosis | None:
    """The function that a decorator makes calls the view and does not give its result back."""
    raised = seen.raised
    nothing = (raised is not None and "returned None" in raised.message) or (
        raised is None and seen.is_fine and seen.json is None
    )
    view = seen.function
    if not nothing or view is None or not (always_returns(view.body) or _is_inner(seen, view)):
        return None
    found = _wrapper(seen, view)
    if found is None or returned(found[1]):
        return None
    place = seen.at(found)
    return Diagnosis(
        "wrapper-returns-nothing",
        f"The function {found[1].name}() that your decorator makes ({place}) calls the view and does not return what"
        " it gives.",
        place,
        "What stands in the place of a view has to return the answer: `return` before the call.",
    )


def _wrapper(seen: Seen, view: Function) -> FoundFunction | None:
    """The function that one of the learner's decorators puts in the place of a view."""
    if _is_inner(seen, view):
        return next(
            (
                one
                for one in functions(seen.sources)
                if one[1].lineno == view.lineno and one[1].name == view.name
            ),
            None,
        )
    for item in view.decorator_list:
        made_by = function_named(
            seen.sources, last_name(item.func if isinstance(item, ast.Call) else item) or ""
        )
        if made_by is not None and route_owner(item) is None:
            inner = [
                node for node in ast.walk(made_by[1]) if isinstance(node, Function) and node is not made_by[1]
            ]
            if inner:
                return made_by[0], inner[-1]
    return None


def _is_inner(seen: Seen, view: Function) -> bool:
    """Whether a function stands inside another one that returns it: it is what a decorator makes."""
    for _, outer in functions(seen.sources):
        inside = any(isinstance(node, Function) and node.lineno == view.lineno for node in outer.body)
        names = {last_name(node.value) for node in ast.walk(outer) if isinstance(node, ast.Return)}
        if inside and view.name in names and not any(map(route_owner, view.decorator_list)):
            return True
    return False


def wrapper_without_wraps(seen: Seen) -> Diagnosis | None:
    """FastAPI reads the parameters of the wrapper: *args and **kwargs become values of the query."""
    view = seen.function
    if seen.framework != "fastapi" or seen.status != 422 or view is None or not _is_inner(seen, view):
        return None
    if view.args.vararg is None and view.args.kwarg is None:
        return None
    place = seen.view_place
    return Diagnosis(
        "decorator-without-wraps",
        f"FastAPI sees the function {view.name}() of your decorator ({place}) in the place of yours, and takes *args"
        " and **kwargs for values of the query.",
        place,
        "functools.wraps on the inner function lets it show the name and the parameters of the function that it"
        " wraps.",
    )


def decorator_above_route(seen: Seen) -> Diagnosis | None:
    """A decorator above the route's: what it makes is never registered."""
    decorators = seen.function.decorator_list if seen.function else []
    routes = [number for number, item in enumerate(decorators) if route_owner(item) is not None]
    if not routes or seen.route is None or seen.route.place is None:
        return None
    above = next((item for item in decorators[: routes[0]] if route_owner(item) is None), None)
    if above is None:
        return None
    place = seen.line_of(above)
    return Diagnosis(
        "decorator-above-route",
        f"The decorator at {place} stands above the route's, so the route keeps the function without it.",
        place,
        "Decorators are applied from the bottom to the top. The route's decorator has to be the topmost.",
    )


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (wrapper_returns_nothing, wrapper_without_wraps)
