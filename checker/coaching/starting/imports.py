"""An import that fails: what is imported lives elsewhere, is spelled otherwise, or is not there yet."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.finding import all_nodes
from checker.coaching.reading.known_names import (
    CLIENT_LIBRARIES,
    GONE,
    HOW_TO_READ_THE_REQUEST,
    MODULES,
    home_of,
    names_in,
    nearest,
)
from checker.coaching.reading.source import place_in, place_of
from checker.coaching.reading.written import last_name
from checker.coaching.starting.failed_start import Start
from checker.core.evidence import Raised
from checker.core.reports import Diagnosis


def circular_import(start: Start) -> Diagnosis | None:
    """Two of the learner's files import one another, and one is not ready yet."""
    raised = _import_error(start)
    if raised is None or "partially initialized module" not in raised.message:
        return None
    files = list(dict.fromkeys(frame.file for frame in raised.frames))
    module = (raised.name or "").partition(".")[0]
    if len(files) < 2 or not any(file.removesuffix(".py").rpartition("/")[2] == module for file in files):
        return None
    place = place_of(start.sources, raised.place)
    first = place_of(start.sources, next(frame for frame in raised.frames if frame.file != files[-1]))
    return Diagnosis(
        "circular-import",
        f"Two of your files import each other: {first} imports {files[-1]}, and {place} imports {module} again, which"
        " Python has not read to its end yet.",
        place,
        "Python reads a file from top to bottom. Let only one of the two import the other: routes in a file of their"
        " own belong on a blueprint or a router, which needs no app.",
    )


def relative_import(start: Start) -> Diagnosis | None:
    """A dot before the module's name, in a file that belongs to no package."""
    raised = _import_error(start)
    if raised is None or "attempted relative import" not in raised.message:
        return None
    place = place_of(start.sources, raised.place)
    return Diagnosis(
        "relative-import-outside-package",
        f"The import at {place} begins with a dot, and this file is not part of a package.",
        place,
        "A dot means: in this package. Files that lie side by side import each other by their plain names, without"
        " the dot.",
    )


def name_elsewhere(start: Start) -> Diagnosis | None:
    """The name is a good one, and another module has it."""
    raised = _import_error(start)
    name, module = _wanted(raised)
    if raised is None or name is None or module is None:
        return None
    place = place_of(start.sources, raised.place)
    if (module, name) in GONE:
        what = f"{module} has no {name} any more: {GONE[module, name]}."
        return Diagnosis("name-lives-elsewhere", f"{place}: {what}", place, _OLDER)
    home = home_of(name, start.framework)
    if home is None or home == module:
        return None
    return Diagnosis(
        "name-lives-elsewhere",
        f"{place} asks {module} for {name}, and {name} is in the module {home}.",
        place,
        f"Write `from {home} import {name}`. {_OLDER}",
    )


_OLDER = "Older texts show imports that today's versions do not have any more."


def attribute_misspelt(start: Start) -> Diagnosis | None:
    """`fastapi.FastApi`: the module has the name in other letters, or another module has it."""
    raised = start.run.import_raised
    if raised is None or raised.type != "AttributeError" or not raised.message.startswith("module '"):
        return None
    module, name = raised.message.removeprefix("module '").partition("'")[0], raised.name or ""
    meant = nearest(name, names_in(module, start.framework))
    place = place_of(start.sources, raised.place)
    if meant is None:
        return None
    return Diagnosis(
        "name-misspelt",
        f"{place} asks {module} for {name!r}, and the name is {meant!r}.",
        place,
        "Compare the two names letter by letter. A capital letter is not the same as a small one.",
    )


def name_misspelt(start: Start) -> Diagnosis | None:
    """The module has a name that is nearly the same."""
    raised = _import_error(start)
    name, module = _wanted(raised)
    if raised is None or name is None or module is None:
        return None
    own = [
        node
        for file, node in all_nodes(start.sources)
        if file.removesuffix(".py") == module.replace(".", "/")
    ]
    defined = [getattr(node, "name", None) or last_name(node) or "" for node in own]
    meant = nearest(name, [*names_in(module, start.framework), *filter(None, defined)])
    if meant is None:
        return None
    place = place_of(start.sources, raised.place)
    return Diagnosis(
        "name-misspelt",
        f"{place} asks {module} for {name!r}, and the name is {meant!r}.",
        place,
        "Compare the two names letter by letter. A capital letter is not the same as a small one.",
    )


def module_misspelt(start: Start) -> Diagnosis | None:
    """A module's name is nearly that of one that is there."""
    raised = start.run.import_raised
    if raised is None or raised.short_type != "ModuleNotFoundError" or not raised.name:
        return None
    first = raised.name.partition(".")[0]
    own = [source.path.removesuffix(".py").partition("/")[0] for source in start.sources]
    meant = nearest(first, [*MODULES, *own])
    place = place_of(start.sources, raised.place)
    if meant is None:
        return None
    return Diagnosis(
        "module-misspelt",
        f"{place}: Python finds no module named {first!r}. It is {meant!r} that you mean, probably.",
        place,
        "The names of modules are compared letter by letter, capital letters included. Most are in small letters.",
    )


def client_library_missing(start: Start) -> Diagnosis | None:
    """A library that sends requests is not installed, and the file asks it for the request that came in."""
    raised = start.run.import_raised
    if raised is None or raised.short_type != "ModuleNotFoundError" or raised.name not in CLIENT_LIBRARIES:
        return None
    for file, node in all_nodes(start.sources):
        if isinstance(node, ast.Attribute) and last_name(node.value) == raised.name and node.attr in _CAME_IN:
            place = place_in(start.sources, file, node.lineno)
            return Diagnosis(
                "client-library-as-request",
                f"{place} asks {raised.name} for what came in. That is the name of a library that sends requests to"
                " other servers, and it is not installed here.",
                place,
                HOW_TO_READ_THE_REQUEST[start.framework],
            )
    return None


_CAME_IN = frozenset({
    "args", "cookies", "data", "files", "form", "get_data", "get_json", "headers", "json", "method", "path", "values",
})  # fmt: skip
"""What is read of a request that came in, and what no library that sends requests is asked for at its module."""


def _import_error(start: Start) -> Raised | None:
    raised = start.run.import_raised
    return raised if raised is not None and raised.short_type == "ImportError" else None


def _wanted(raised: Raised | None) -> tuple[str | None, str | None]:
    """The name that an import asks for, and the module that it asks."""
    if raised is None or not raised.message.startswith("cannot import name '"):
        return None, None
    name = raised.message.removeprefix("cannot import name '").partition("'")[0]
    return name, raised.name


RULES: tuple[Callable[[Start], Diagnosis | None], ...] = (
    circular_import,
    relative_import,
    name_elsewhere,
    client_library_missing,
    name_misspelt,
    attribute_misspelt,
    module_misspelt,
)
