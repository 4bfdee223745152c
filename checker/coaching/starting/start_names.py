"""How the app itself is made: the class without parentheses, without its argument, or where no one finds it."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading.finding import all_nodes, at, calls
from checker.coaching.reading.guards import names_main
from checker.coaching.reading.known_names import home_of, is_standard, nearest
from checker.coaching.reading.source import place_in, place_of, trees
from checker.coaching.reading.written import Function, assigned, last_name
from checker.coaching.starting.failed_start import Start
from checker.core.evidence import NoApp, SourceFile
from checker.core.reports import Diagnosis, Place


def class_not_called(start: Start) -> Diagnosis | None:
    """`app = Flask`: the name stands for the class, and there is no app."""
    raised = start.run.import_raised
    if start.run.no_app is not NoApp.NO_OBJECT and (
        raised is None or raised.short_type not in {"TypeError", "AttributeError"}
    ):
        return None
    for file, node in all_nodes(start.sources):
        name, value = assigned(node) if isinstance(node, ast.stmt) else (None, None)
        if name is None or last_name(value) != start.title or _is_called(start, name):
            continue
        place = place_in(start.sources, file, getattr(node, "lineno", None))
        argument = "__name__" if start.framework == "flask" else ""
        return Diagnosis(
            "class-not-called",
            f"{name!r} at {place} is the class {start.title} itself, and not an app: there are no parentheses.",
            place,
            f"A class makes an object when it is called: {start.title}({argument}).",
        )
    return None


def _is_called(start: Start, name: str) -> bool:
    """Whether the name is called like a class, and so is only another name of it; a decorator is no such call."""
    return any(last_name(call.func) == name and isinstance(call.func, ast.Name)
               for _, call in calls(start.sources, name))  # fmt: skip


def import_name_missing(start: Start) -> Diagnosis | None:
    """`Flask()` without its one argument."""
    raised = start.run.import_raised
    if raised is None or raised.type != "TypeError" or "'import_name'" not in raised.message:
        return None
    place = place_of(start.sources, raised.place)
    return Diagnosis(
        "import-name-missing",
        f"Flask is called without its argument at {place}: it has to know which file it is in.",
        place,
        "Write Flask(__name__), with two underscores on each side. From it Flask knows where your templates are.",
    )


def underscores_lost(start: Start) -> Diagnosis | None:
    """`name` for `__name__`, `__main__` without its quotes."""
    raised = start.run.import_raised
    name = raised.name if raised is not None and raised.type == "NameError" else None
    if raised is None or name is None or name.strip("_").lower() not in {"name", "main"}:
        return None
    place = place_of(start.sources, raised.place)
    if name == "__main__":
        return Diagnosis(
            "main-without-quotes",
            f"{place} uses __main__ as if it were a variable. It is a text, and a text stands in quotes.",
            place,
            "The line compares a name with a text: if __name__ == '__main__':",
        )
    return Diagnosis(
        "underscores-lost",
        f"{place} uses the name {name!r}, and there is none. Python's own name has two underscores on each side.",
        place,
        "It is written __name__. A copy from a web page may lose the underscores.",
    )


def flask_at_import(start: Start, place: Place | None) -> Diagnosis:
    """A FastAPI app that asks Flask for its request or its app."""
    return Diagnosis(
        "other-frameworks-way",
        f"{place or 'Your file'} uses something of Flask that works only in a running Flask app. The app here is a"
        f" {start.title} app.",
        place,
        "FastAPI gives a function what it asks for. A parameter gets the value of the path or the query that has its"
        " name. A parameter with the type Request gets the whole request.",
    )


def import_missing(start: Start) -> Diagnosis | None:
    """A name that some module has, and that nothing imports."""
    raised = start.run.import_raised
    if raised is None or raised.type != "NameError" or not raised.name:
        return None
    return about_name(start.sources, start.framework, raised.name, place_of(start.sources, raised.place))


def about_name(
    sources: tuple[SourceFile, ...], framework: str, name: str, place: Place | None
) -> Diagnosis | None:
    """Why a name is not there: nothing imports it, or it is a slip of another name."""
    home = home_of(name, framework) or (f"{name}" if is_standard(name) or name == "uvicorn" else None)
    if home is not None:
        line = f"import {name}" if home == name else f"from {home} import {name}"
        return Diagnosis(
            "import-missing",
            f"{place or 'Your code'} uses {name}, and nothing in this file imports it.",
            place,
            f"Write `{line}` at the top of the file. Each file imports for itself what it uses.",
        )
    meant = _TYPES.get(name.lower()) or nearest(name, _names_bound(sources, place))
    if meant is None:
        return None
    return Diagnosis(
        "undefined-name",
        f"{place or 'Your code'} uses the name {name!r}, and there is none. Do you mean {meant!r}?",
        place,
        "Compare the two names letter by letter. A capital letter is not the same as a small one.",
    )


_TYPES = {
    "integer": "int",
    "number": "int",
    "string": "str",
    "text": "str",
    "boolean": "bool",
    "double": "float",
}


def _names_bound(sources: tuple[SourceFile, ...], place: Place | None) -> Iterator[str]:
    """The names that a file gives to something."""
    for source, tree in trees(sources):
        for node in ast.walk(tree) if place is None or source.path == place.file else ():
            if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
                yield node.id
            elif isinstance(node, ast.arg):
                yield node.arg
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                yield node.name
            elif isinstance(node, ast.alias):
                yield (node.asname or node.name).partition(".")[0]


def app_not_at_top(start: Start) -> Diagnosis | None:
    """The app is made where an import does not come: under the guard, or in a function of another name."""
    if start.run.no_app is not NoApp.NO_OBJECT:
        return None
    for file, node in all_nodes(start.sources):
        if isinstance(node, ast.Call) and last_name(node.func) == start.title:
            place = at(start.sources, (file, node))
            return _under_guard(start, file, node, place) or _in_function(start, file, node, place)
    return None


def _under_guard(start: Start, file: str, call: ast.Call, place: Place) -> Diagnosis | None:
    for other, node in all_nodes(start.sources):
        if other == file and isinstance(node, ast.If) and _holds(node.body, call) and names_main(node.test):
            return Diagnosis(
                "app-under-guard",
                f"The app is made at {place}, under the condition at {at(start.sources, (file, node))}. A server"
                " imports your file, and on import that condition is false: there is no app.",
                place,
                "Only the call that starts a server belongs under that condition. Make the app and its routes at the"
                " left edge of the file.",
            )
    return None


def _in_function(start: Start, file: str, call: ast.Call, place: Place) -> Diagnosis | None:
    for other, node in all_nodes(start.sources):
        if other == file and isinstance(node, Function) and _holds(node.body, call):
            if node.name in {"create_app", "make_app"}:
                return None
            return Diagnosis(
                "app-inside-function",
                f"The app is made inside the function {node.name}() ({place}), and nothing outside has it.",
                place,
                "Make the app at the left edge of the file. Or name the function create_app and let it return the app:"
                " servers call a function of that name.",
            )
    return None


def _holds(body: list[ast.stmt], call: ast.Call) -> bool:
    return any(
        isinstance(node, ast.Call) and (node.lineno, node.col_offset) == (call.lineno, call.col_offset)
        for statement in body
        for node in ast.walk(statement)
    )


RULES: tuple[Callable[[Start], Diagnosis | None], ...] = (
    class_not_called,
    import_name_missing,
    underscores_lost,
    import_missing,
    app_not_at_top,
)
