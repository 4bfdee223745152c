"""An app that did not start because of how its routes, blueprints or routers are written."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.flow import returned
from checker.coaching.reading.source import place_in, place_of, trees
from checker.coaching.reading.written import Function, last_name, route_owner, written_routes
from checker.coaching.starting.failed_start import Start
from checker.core.reports import Diagnosis, Place

_JOINS = frozenset({"include_router", "register_blueprint"})


def module_joined(start: Start) -> Diagnosis | None:
    """A module was given where its blueprint or its router is meant."""
    raised = start.run.import_raised
    if raised is None or raised.short_type != "AttributeError" or not raised.message.startswith("module '"):
        return None
    place = place_of(start.sources, raised.place)
    if place is None or not any(last_name(node.func) in _JOINS for node in _calls_at(start, place)):
        return None
    name = raised.message.split("'")[1]
    kind = "blueprint" if start.framework == "flask" else "router"
    return Diagnosis(
        "module-joined",
        f"{place} joins the module {name!r} to the app. A module is a file; the {kind} is an object inside it.",
        place,
        f"Write the module's name, a dot, and the name of the {kind} in it. Or import the {kind} itself.",
    )


def imported_twice(start: Start) -> Diagnosis | None:
    """Two imports give one name to two things, and the start fails on the line that uses it."""
    raised = start.run.import_raised
    place = place_of(start.sources, raised.place) if raised else None
    if place is None:
        return None
    used = {last_name(part) for node in _calls_at(start, place) for part in node.args}
    for source, tree in trees(start.sources):
        seen: dict[str, ast.ImportFrom] = {}
        for node in tree.body if source.path == place.file else ():
            for alias in node.names if isinstance(node, ast.ImportFrom) else ():
                name = alias.asname or alias.name
                if name in seen and name in used and isinstance(node, ast.ImportFrom):
                    return _hidden(start, source.path, name, seen[name], node)
                if isinstance(node, ast.ImportFrom):
                    seen[name] = node
    return None


def _hidden(start: Start, file: str, name: str, first: ast.ImportFrom, second: ast.ImportFrom) -> Diagnosis:
    place = place_in(start.sources, file, second.lineno)
    return Diagnosis(
        "import-hides-import",
        f"{place} imports {name!r} once more, from {second.module}: it takes the place of the {name!r} that line"
        f" {first.lineno} imported from {first.module}.",
        place,
        "A file has each name once. Give one of them another name: import ... as ..., or import the modules.",
    )


def malformed_rule(start: Start) -> Diagnosis | None:
    """A variable of a Flask rule that cannot be read, often for a space in it."""
    raised = start.run.import_raised
    if raised is None or "malformed url rule" not in raised.message:
        return None
    rule = raised.message.partition(":")[2].strip().strip("'")
    place = _written(start, rule) or place_of(start.sources, raised.place)
    return Diagnosis(
        "malformed-rule",
        f"{place or 'A route'}: Flask cannot read the variable in '{rule}'."
        + (" There is a space in it." if " " in rule else ""),
        place,
        "A variable is <name> or <converter:name>. A name has letters, digits and underscores, and no space.",
    )


def methods_as_text(start: Start) -> Diagnosis | None:
    """`methods="POST"`."""
    raised = start.run.import_raised
    if raised is None or "Allowed methods must be a list" not in raised.message:
        return None
    found = (one for one in _keywords(start, "methods") if isinstance(one[1].value, ast.Constant))
    return _at_keyword(
        start,
        next(found, None),
        "methods-not-a-list",
        "the methods of the route are a text.",
        "methods takes a list, also for one method alone: square brackets around the text.",
    )


def methods_with_shortcut(start: Start) -> Diagnosis | None:
    """`@app.get(path, methods=[...])`."""
    raised = start.run.import_raised
    flask = raised is not None and "Use the 'route' decorator" in raised.message
    fastapi = raised is not None and "unexpected keyword argument 'methods'" in raised.message
    if not flask and not fastapi:
        return None
    hint = (
        "app.get and app.post each stand for one method. Use the one that is meant, without methods; in Flask,"
        " app.route takes a list of methods."
    )
    found = (one for one in _keywords(start, "methods"))
    what = "a decorator that names one method by itself is given methods as well."
    return _at_keyword(start, next(found, None), "methods-with-shortcut", what, hint)


def unknown_keyword(start: Start) -> Diagnosis | None:
    """An argument that a route does not have, written in a blueprint and found out where it is joined."""
    raised = start.run.import_raised
    if raised is None or "unexpected keyword argument" not in raised.message or not _is_joining(start):
        return None
    name = raised.message.partition("argument '")[2].partition("'")[0]
    near = " Did you mean methods?" if name == "method" else ""
    return _at_keyword(
        start,
        next(_keywords(start, name), None),
        "unknown-keyword",
        f"a route has no argument {name!r}.{near}",
        "The names of arguments are compared letter by letter, capitals and the s at the end included.",
    )


def _at_keyword(
    start: Start, found: tuple[str, ast.keyword] | None, cause: str, what: str, hint: str
) -> Diagnosis | None:
    raised = start.run.import_raised
    place = place_of(start.sources, raised.place) if raised else None
    if found is not None and (place is None or _is_joining(start)):
        place = place_in(start.sources, found[0], found[1].value.lineno)
    message = raised.message[:200] if raised else ""
    return Diagnosis(cause, f"{place or 'Your file'}: {what} {start.title} says: {message}", place, hint)


def body_with_204(start: Start) -> Diagnosis | None:
    """FastAPI: a status without a body, and a type for the body."""
    raised = start.run.import_raised
    if raised is None or "must not have a response body" not in raised.message:
        return None
    place = place_of(start.sources, raised.place)
    return Diagnosis(
        "body-with-204",
        f"{place or 'A route'}: an answer with the status 204 has no body. But the function promises one, after its"
        " `->` or with response_model.",
        place,
        "With 204 the function returns nothing: `-> None`, or no arrow at all.",
    )


def decorator_returns_nothing(start: Start) -> Diagnosis | None:
    """A decorator of the learner's makes a function and does not return it."""
    raised = start.run.import_raised
    if raised is None or ("expected view func" not in raised.message and "NoneType" not in raised.message):
        return None
    used = {
        last_name(item.func if isinstance(item, ast.Call) else item)
        for _, tree in trees(start.sources)
        for node in ast.walk(tree)
        if isinstance(node, Function)
        for item in node.decorator_list
    }
    for source, tree in trees(start.sources):
        for outer in ast.walk(tree):
            makes = isinstance(outer, Function) and any(isinstance(node, Function) for node in outer.body)
            if makes and isinstance(outer, Function) and outer.name in used and not returned(outer):
                place = place_in(start.sources, source.path, outer.lineno)
                return Diagnosis(
                    "decorator-returns-nothing",
                    f"The decorator {outer.name} ({place}) makes a function and does not return it, so None stands in"
                    " the place of the view.",
                    place,
                    "A decorator ends with `return` and the name of the function that it made.",
                )
    return None


def decorator_calls_function(start: Start) -> Diagnosis | None:
    """A decorator of the learner's returns what the inner function returns, and not the function."""
    raised = start.run.import_raised
    if raised is None or raised.short_type not in {"AttributeError", "TypeError", "RuntimeError", "KeyError"}:
        return None
    names = _decorators_at(start, place_of(start.sources, raised.place))
    for source, tree in trees(start.sources):
        for outer in ast.walk(tree):
            if not isinstance(outer, Function) or outer.name not in names:
                continue
            inner = {node.name for node in outer.body if isinstance(node, Function)}
            for node in ast.walk(outer):
                value = node.value if isinstance(node, ast.Return) else None
                if (
                    isinstance(node, ast.Return)
                    and isinstance(value, ast.Call)
                    and last_name(value.func) in inner
                ):
                    place = place_in(start.sources, source.path, node.lineno)
                    return _calls(outer.name, place)
    return None


def _calls(name: str, place: Place) -> Diagnosis:
    return Diagnosis(
        "decorator-calls-function",
        f"The decorator {name} calls its inner function at {place}, and returns what comes of it. The route needs the"
        " function itself.",
        place,
        "A decorator has to return a function. So its name stands there alone, without parentheses.",
    )


def _decorators_at(start: Start, place: Place | None) -> set[str]:
    """The names of the decorators of the function that a line belongs to."""
    for source, tree in trees(start.sources):
        for node in ast.walk(tree):
            lines = [item.lineno for item in node.decorator_list] if isinstance(node, Function) else []
            if place is None or source.path != place.file or not lines or not isinstance(node, Function):
                continue
            if min(lines) <= (place.line or 0) <= node.lineno:
                items = (item.func if isinstance(item, ast.Call) else item for item in node.decorator_list)
                return {name for item in items if (name := last_name(item)) is not None}
    return set()


def exact_place(start: Start, message: str) -> Place | None:
    """Where a mistake stands that Flask or FastAPI found only when the blueprint or the router was joined."""
    if "converter '" in message and (line := _rule_with(start, message)) is not None:
        return line
    if not _is_joining(start):
        return None
    quoted = [text for text in message.split("'")[1::2] if len(text) > 1]
    for text in (*quoted, *(f"<{one}:" for one in quoted)):
        for written in written_routes(start.sources):
            if (
                written.path is not None
                and text
                and (written.path == text or (text[0] == "<" and text in written.path))
            ):
                return place_in(start.sources, written.file, written.line)
    return _function_named(start, message.rpartition(" ")[2].strip(")"))


def _rule_with(start: Start, message: str) -> Place | None:
    """The one text in the source that names a converter which does not exist."""
    name = message.partition("converter '")[2].partition("'")[0]
    marks = (f"<{name}:", f"<{name}(")
    found = {
        place_in(start.sources, source.path, node.lineno)
        for source, tree in trees(start.sources)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and any(mark in node.value for mark in marks)
    }
    return found.pop() if name and len(found) == 1 else None


def _function_named(start: Start, name: str) -> Place | None:
    """The last routed function of that name; `shop.index` is `index` in the blueprint shop."""
    places = [
        place_in(start.sources, source.path, min(item.lineno for item in node.decorator_list))
        for source, tree in trees(start.sources)
        for node in ast.walk(tree)
        if isinstance(node, Function)
        and node.name == name.rpartition(".")[2]
        and any(map(route_owner, node.decorator_list))
    ]
    return places[-1] if places else None


def _is_joining(start: Start) -> bool:
    raised = start.run.import_raised
    place = place_of(start.sources, raised.place) if raised else None
    return place is not None and any(last_name(node.func) in _JOINS for node in _calls_at(start, place))


def _calls_at(start: Start, place: Place) -> list[ast.Call]:
    return [
        node
        for source, tree in trees(start.sources)
        if source.path == place.file
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.lineno <= (place.line or 0) <= (node.end_lineno or node.lineno)
    ]


def _keywords(start: Start, name: str) -> Iterator[tuple[str, ast.keyword]]:
    for source, tree in trees(start.sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == name:
                yield source.path, node


def _written(start: Start, rule: str) -> Place | None:
    for written in written_routes(start.sources):
        if written.path and rule.endswith(written.path):
            return place_in(start.sources, written.file, written.line)
    return None


RULES: tuple[Callable[[Start], Diagnosis | None], ...] = (
    module_joined,
    imported_twice,
    malformed_rule,
    methods_as_text,
    methods_with_shortcut,
    unknown_keyword,
    body_with_204,
    decorator_returns_nothing,
    decorator_calls_function,
)
