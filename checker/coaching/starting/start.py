"""Why an app did not get as far as answering."""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable, Iterable

from checker.coaching.reading.source import place_in, place_of, problem_of, trees
from checker.coaching.reading.written import Function, route_owner
from checker.coaching.routing import registering
from checker.coaching.ruling import first_cause
from checker.coaching.starting import imports, start_names, start_resources, start_routes
from checker.coaching.starting.failed_start import Start
from checker.coaching.starting.known_errors import KNOWN_ERRORS
from checker.coaching.starting.no_app import empty_file, no_file, no_object
from checker.coaching.starting.start_process import ended_at_import, import_never_ends, server_at_import
from checker.core.evidence import AppRun, NoApp, Raised, SourceFile
from checker.core.reports import Diagnosis, Place

_FRAMEWORK_MODULES = frozenset({
    "annotated_types", "anyio", "blinker", "click", "fastapi", "fastapi_cli", "flask", "h11", "httptools", "httpx",
    "idna", "itsdangerous", "jinja2", "markupsafe", "multipart", "pydantic", "pydantic_core", "python_multipart",
    "sniffio", "starlette", "typer", "typing_extensions", "uvicorn", "uvloop", "werkzeug",
})  # fmt: skip


def diagnose_folder(is_folder: bool, exists: bool, name: str) -> Diagnosis | None:
    """Why there is nothing to start in; None for a folder."""
    if is_folder:
        return None
    if exists:
        return Diagnosis(
            "not-a-folder",
            f"{name} is a file. kata needs the folder that your app.py is in.",
            hint="Give --path the folder, without the file's name.",
        )
    return Diagnosis(
        "no-such-folder",
        f"There is no folder {name}.",
        hint="Go to the folder that holds exercises/, or type `kata init` to make one here,"
        " or say with --path where your app is.",
    )


def diagnose_start(
    framework: str, run: AppRun, sources: tuple[SourceFile, ...], other_files: tuple[str, ...]
) -> Diagnosis:
    """The one cause of a failed start: what was witnessed most directly comes first."""
    start = Start(framework, run, sources, other_files)
    return first_cause(RULES, start) or Diagnosis(
        "no-start",
        f"Your app did not get ready to answer in time, and kata could not see which line it was at."
        f" Does it wait for something when {start.run.app_file or 'it'} is imported?",
    )


def unreadable_source(start: Start) -> Diagnosis | None:
    """The file that was imported, or one that it imports, is not Python."""
    raised = start.run.import_raised
    if raised is None or raised.short_type not in {"SyntaxError", "IndentationError", "TabError", "ValueError",
                                                   "UnicodeDecodeError"}:  # fmt: skip
        return None
    for name in (raised.path, start.run.app_file):
        source = start.file(name)
        problem = problem_of(source) if source else None
        if source is not None and problem is not None:
            place = place_in(start.sources, source.path, problem.line)
            where = f"{source.path}, line {problem.line}," if problem.line else source.path
            return Diagnosis(problem.cause, f"{where} {problem.sentence}.", place, _UNREADABLE[problem.cause])
    return None


_UNREADABLE = {
    "null-byte": "Something wrote bytes into the file that are no text. Open it in your editor, save it as"
    " UTF-8 text, or type the line again.",
    "not-utf8": "Python reads source files as UTF-8. Open the file in your editor and save it with the"
    " encoding UTF-8.",
    "await-outside-async": "await stands only in a function that begins with async def. Make it one, or call a"
    " function that waits in the ordinary way.",
    "default-before-required": "Python wants the parameters without a default first. In FastAPI their order means"
    " nothing else, so you can change it.",
    "syntax-error": "Look at the line and at the one above it: a bracket, a quote or a colon may be missing.",
}


def shadowed_module(start: Start) -> Diagnosis | None:
    """A file of the learner's has the name of a module that the framework needs."""
    run = start.run
    raised = run.import_raised
    for name, stem in _shadows(start):
        if run.no_app is NoApp.NO_FILE and stem == start.framework:
            message = f"Your file {name} has the name of {start.title} itself, and there is no app.py."
        elif raised is not None and _involves(raised, name, stem):
            message = (
                f"Your file {name} hides the module {stem!r} that {start.title} needs: Python finds your"
                f" file first, and then says: {raised.message}"
            )
        else:
            continue
        hint = f"Give {name} another name, such as app.py for your app or my_{stem}.py for a helper."
        return Diagnosis("shadowed-module", message, Place(name), hint)
    return None


def _shadows(start: Start) -> Iterable[tuple[str, str]]:
    for source in start.sources:
        stem = source.path.removesuffix(".py").removesuffix("/__init__")
        if "/" not in stem and (stem in sys.stdlib_module_names or stem in _FRAMEWORK_MODULES):
            yield source.path, stem


def _involves(raised: Raised, name: str, stem: str) -> bool:
    named = (raised.name or "").partition(".")[0] == stem or f"'{stem}'" in raised.message
    return named or raised.path == name or not raised.own or any(f.file == name for f in raised.frames)


def stopped_itself(start: Start) -> Diagnosis | None:
    """The import ended the process on purpose."""
    raised = start.run.import_raised
    sentences = {
        "SystemExit": ("exit-at-import", "Importing your file calls exit"),
        "KeyboardInterrupt": (
            "interrupt-at-import",
            "Importing your file raises KeyboardInterrupt",
        ),
        "EOFError": (
            "input-at-import",
            "Importing your file asks for input, and no one is there to type",
        ),
    }
    if raised is None or raised.type not in sentences:
        return None
    cause, sentence = sentences[raised.type]
    place = place_of(start.sources, raised.place)
    return Diagnosis(
        cause,
        f"{sentence}{f' ({place})' if place else ''}, so the app never starts.",
        place,
        "A server imports your file to find the app in it. Whatever stands at the left edge runs then:"
        " keep only definitions there.",
    )


def import_error(start: Start) -> Diagnosis | None:
    """Something that the file imports is not there."""
    raised = start.run.import_raised
    if raised is None or raised.short_type not in {"ImportError", "ModuleNotFoundError"}:
        return None
    place = place_of(start.sources, raised.place)
    at = f"{place}: " if place else ""
    name = (raised.name or "").partition(".")[0]
    if raised.short_type == "ImportError" or not raised.name:
        circular = "circular import" in raised.message or "partially initialized" in raised.message
        return Diagnosis(
            "circular-import" if circular else "name-not-importable",
            f"{at}the import fails: {raised.message}.",
            place,
            "Two files import each other, and Python has not read the first one to its end. Let only one of the two"
            " import the other."
            if circular
            else "The module is there, and the name in it is not. Compare the name letter by letter, capitals"
            " included.",
        )
    return Diagnosis(
        "module-not-found",
        f"{at}Python finds no module named {raised.name!r}.",
        place,
        f"The names of modules are compared letter by letter. Most are in small letters: {name.lower()}."
        if name != name.lower()
        else f"If {name} is a file of yours, it has to lie beside app.py and be spelled the same. If it is a package,"
        f" install it into the environment that kata runs in: pip install {name}.",
    )


def known_error(start: Start) -> Diagnosis | None:
    """An error that a framework, or Python, raises for one reason alone."""
    raised = start.run.import_raised
    for error in KNOWN_ERRORS:
        if raised is None or raised.short_type not in error.types or not error.says(raised.message):
            continue
        place = start_routes.exact_place(start, raised.message) or place_of(start.sources, raised.place)
        if error.cause == "outside-request" and start.framework == "fastapi":
            return start_names.flask_at_import(start, place)
        return Diagnosis(
            error.cause,
            f"{place or 'Your file'}: {error.sentence} {start.title} says: {raised.message[:300]}",
            place,
            error.hint_for(start.framework),
        )
    return None


def without_wraps(start: Start) -> Diagnosis | None:
    """Two views have the same name, because a decorator gives all of them its own function's name."""
    raised = start.run.import_raised
    if raised is None or "overwriting an existing endpoint" not in raised.message:
        return None
    name = raised.message.rpartition(" ")[2].rpartition(".")[2]
    for source, tree in trees(start.sources):
        inner = _inner_function(tree, name)
        if inner is not None:
            place = place_in(start.sources, source.path, inner.lineno)
            return Diagnosis(
                "decorator-without-wraps",
                f"Your decorator calls every view {name!r} ({place}), and Flask tells views apart by their names.",
                place,
                "functools.wraps on the inner function lets it keep the name of the function that it wraps.",
            )
    return None


def _inner_function(tree: ast.Module, name: str) -> Function | None:
    """A function of that name inside another one, where no route decorator stands above it."""
    for outer in ast.walk(tree):
        for inner in outer.body if isinstance(outer, Function) else ():
            if (
                isinstance(inner, Function)
                and inner.name == name
                and not any(map(route_owner, inner.decorator_list))
            ):
                return inner
    return None


def other_frameworks_way(start: Start) -> Diagnosis | None:
    """A method that apps of the other framework have."""
    raised = start.run.import_raised
    if (
        raised is None
        or raised.short_type != "AttributeError"
        or raised.name not in _METHODS[start.framework]
    ):
        return None
    if f"'{start.title}' object" not in raised.message:
        return None
    place = place_of(start.sources, raised.place)
    return Diagnosis(
        "other-frameworks-way",
        f"{place or 'Your file'}: a {start.title} app has no {raised.name}(). That is {start.other_title}'s way.",
        place,
        _METHODS[start.framework][raised.name],
    )


_SERVED_FROM_OUTSIDE = "FastAPI apps are started from outside: fastapi dev app.py, or uvicorn app:app."
_METHODS = {
    "fastapi": {
        "route": "FastAPI's decorators name the method: app.get(...), app.post(...).",
        "run": _SERVED_FROM_OUTSIDE,
        "errorhandler": "FastAPI's decorator for this is app.exception_handler(...).",
        "register_blueprint": "FastAPI joins a router with app.include_router(...).",
        "add_url_rule": "FastAPI's way to add a route without a decorator is app.add_api_route(...).",
        "before_request": "FastAPI's ways to do something around each request are middleware and dependencies.",
        "after_request": "FastAPI's ways to do something around each request are middleware and dependencies.",
    },
    "flask": {
        "include_router": "Flask joins a blueprint with app.register_blueprint(...).",
        "api_route": "Flask's decorator for several methods is app.route(path, methods=[...]).",
        "add_api_route": "Flask's way to add a route without a decorator is app.add_url_rule(...).",
        "exception_handler": "Flask's decorator for this is app.errorhandler(...).",
        "middleware": "Flask's ways to do something around each request are before_request and after_request.",
    },
}


def raised_at_start(start: Start) -> Diagnosis | None:
    """Any other exception while the file was imported or the app started."""
    raised = start.run.import_raised
    if raised is None:
        return None
    place = place_of(start.sources, raised.place)
    at = f" at {place}" if place else ""
    causes = {
        "NameError": "undefined-name",
        "UnboundLocalError": "undefined-name",
        "RecursionError": "endless-recursion",
    }
    return Diagnosis(
        causes.get(raised.type, "error-at-start"),
        f"Your file raises {raised.short_type}{at} before the app can answer: {raised.message}",
        place,
        "A function that assigns to a name has a variable of its own under that name. The line uses it before it has"
        " a value. Give it another name, or hand the value in as an argument."
        if raised.type == "UnboundLocalError"
        else "Is it imported at the top of the file? Does it stand above the line that uses it? Compare the letters."
        if raised.type == "NameError"
        else "Run the file yourself with `python app.py` and read the last line of what Python says first.",
    )


RULES: tuple[Callable[[Start], Diagnosis | None], ...] = (
    server_at_import,
    unreadable_source,
    shadowed_module,
    stopped_itself,
    *imports.RULES,
    import_error,
    *start_names.RULES,
    *start_resources.RULES,
    *start_routes.RULES,
    other_frameworks_way,
    *registering.AT_START,
    without_wraps,
    known_error,
    raised_at_start,
    no_file,
    empty_file,
    no_object,
    ended_at_import,
    import_never_ends,
)
