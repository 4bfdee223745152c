"""The folder holds no app that can be taken, though nothing failed when it was imported."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.parameters import own_nodes
from checker.coaching.reading.source import place_in, tree_of, trees
from checker.coaching.reading.written import Function, last_name
from checker.coaching.starting.failed_start import Start
from checker.core.evidence import NoApp
from checker.core.reports import Diagnosis, Place


def no_file(start: Start) -> Diagnosis | None:
    """The folder has no file that an app is looked for in."""
    if start.run.no_app is not NoApp.NO_FILE:
        return None
    names = [source.path for source in start.sources if "/" not in source.path]
    if not start.sources and not start.other_files:
        return Diagnosis("empty-folder", "The folder is empty: there is no app.py in it.", hint=_PUT_APP)
    there = f" The Python files in it are: {', '.join(names[:5])}." if names else ""
    return Diagnosis("no-app-file", "There is no app.py in the folder." + there, hint=_PUT_APP)


_PUT_APP = "Put your app in a file named app.py in this folder."


def empty_file(start: Start) -> Diagnosis | None:
    """The file is there and has nothing in it."""
    source = start.file(start.run.app_file)
    if start.run.no_app is not NoApp.NO_OBJECT or source is None:
        return None
    tree = tree_of(source)
    if tree is None or tree.body:
        return None
    return Diagnosis(
        "empty-file",
        f"{source.path} has no code in it.",
        Place(source.path),
        f"Begin with `from {start.framework} import {start.title}` and make the app from it.",
    )


def no_object(start: Start) -> Diagnosis | None:
    """The file was imported and holds no app, or not one that can be taken."""
    reason = start.run.no_app
    makers: dict[NoApp, Callable[[Start], Diagnosis]] = {
        NoApp.OTHER_FRAMEWORK: _other_framework,
        NoApp.FACTORY_ARGUMENTS: _factory_arguments,
        NoApp.SEVERAL: _several,
        NoApp.NO_OBJECT: _none_at_all,
    }
    return makers[reason](start) if reason in makers else None


def _other_framework(start: Start) -> Diagnosis:
    place = _assignment(start, start.run.no_app_detail)
    return Diagnosis(
        "other-framework",
        f"{place or start.run.app_file} makes a {start.other_title} app. This folder is for {start.title}.",
        place,
        f"Import {start.title} from {start.framework} and make the app from that class.",
    )


def _factory_arguments(start: Start) -> Diagnosis:
    name = start.run.no_app_detail
    place = _definition(start, name)
    return Diagnosis(
        "factory-needs-arguments",
        f"{name}() cannot be called without arguments{f' ({place})' if place else ''}.",
        place,
        "A server calls the function that makes the app with no arguments. Give each parameter a default.",
    )


def _several(start: Start) -> Diagnosis:
    return Diagnosis(
        "several-apps",
        f"{start.run.app_file} makes more than one app: {start.run.no_app_detail}. None is named app.",
        Place(start.run.app_file or "app.py"),
        "Name the one that is meant `app`.",
    )


def _none_at_all(start: Start) -> Diagnosis:
    made = _made_elsewhere(start)
    factory = _factory_without_return(start)
    if factory is not None:
        return Diagnosis(
            "factory-returns-nothing",
            f"The function at {factory} makes an app and does not return it, so nobody gets it.",
            factory,
            "Whoever calls a function that makes the app receives what it returns.",
        )
    return Diagnosis(
        "no-app-object",
        f"{start.run.app_file} makes no {start.title} app that can be found when it is imported.",
        made or Place(start.run.app_file or "app.py"),
        f"Write `app = {start.title}({'__name__' if start.framework == 'flask' else ''})` at the left edge"
        " of the file, not inside a function or under an `if`.",
    )


def _assignment(start: Start, name: str) -> Place | None:
    source = start.file(start.run.app_file)
    tree = tree_of(source) if source else None
    for node in ast.walk(tree) if tree and source else ():
        if isinstance(node, ast.Assign) and any(
            isinstance(target, ast.Name) and target.id == name for target in node.targets
        ):
            return place_in(start.sources, source.path, node.lineno) if source else None
    return None


def _definition(start: Start, name: str) -> Place | None:
    for source, tree in trees(start.sources):
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name:
                return place_in(start.sources, source.path, node.lineno)
    return None


def _factory_without_return(start: Start) -> Place | None:
    """A function that servers call for the app, where it makes one and returns nothing."""
    for source, tree in trees(start.sources):
        for node in tree.body:
            if not isinstance(node, Function) or node.name not in {"create_app", "make_app"}:
                continue
            makes = any(
                last_name(part.func) == start.title for part in ast.walk(node) if isinstance(part, ast.Call)
            )
            if makes and not any(isinstance(part, ast.Return) and part.value for part in own_nodes(node)):
                return place_in(start.sources, source.path, node.lineno)
    return None


def _made_elsewhere(start: Start) -> Place | None:
    """Where the framework's class is called although no app can be found."""
    for source, tree in trees(start.sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == start.title:
                return place_in(start.sources, source.path, node.lineno)
    return None
