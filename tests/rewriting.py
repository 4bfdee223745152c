"""The same mistake in other words: a submission with other names, in other files, behind a blueprint or a router.

Lines stay where they are, so what was expected at a line of app.py is expected at the same line of its new file.
"""

from __future__ import annotations

import ast
import io
import re
import shutil
import tokenize
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

KEPT = {"app", "application", "create_app", "make_app", "main", "lifespan", "upstream", "cache", "wrapper"}
"""Names by which an app is found, that an exercise gives, or that a rule may look for by right."""

JOINS = {
    "Flask": (
        'from flask import Blueprint; {name} = Blueprint("views", __name__)',
        "from flask import Flask\n\nfrom views import {name} as views\n\n"
        "app = Flask(__name__)\napp.register_blueprint(views)\n",
    ),
    "FastAPI": (
        "from fastapi import APIRouter; {name} = APIRouter()",
        "from fastapi import FastAPI\n\nfrom views import {name} as views\n\n"
        "app = FastAPI()\napp.include_router(views)\n",
    ),
}
"""What stands in the place of `app = Flask(__name__)`, and what joins the views to an app in app.py."""

ROUTES = {"get", "post", "put", "patch", "delete", "api_route", "before_request", "after_request"}
"""What a blueprint or a router has as well as an app, with the same meaning for the app's views."""


@dataclass(frozen=True)
class Rewritten:
    """A submission, written anew."""

    folder: Path
    renamed: dict[str, str]
    """Old file names and new ones, where they differ."""


def rewrite(source: Path, target: Path) -> Rewritten:
    """Write a submission anew into a folder: other names, and another layout where that changes no meaning."""
    shutil.copytree(source, target, ignore=shutil.ignore_patterns("expected.toml", "__pycache__"))
    app = target / "app.py"
    renamed: dict[str, str] = {}
    if app.is_file():
        text = app.read_text(encoding="utf-8")
        text = with_other_names(text, _words_of_others(target)) or text
        app.write_text(text, encoding="utf-8")
        if not _is_named_elsewhere(target):
            renamed = _moved(target, text)
    return Rewritten(target, renamed)


def _words_of_others(folder: Path) -> set[str]:
    """Every word of the files that are no Python modules of the app: a server's settings may name a function."""
    files = (
        path
        for path in folder.rglob("*")
        if path.is_file() and path.name in {"gunicorn.conf.py", "uwsgi.ini"}
    )
    return {
        word
        for path in files
        for word in re.findall(r"\w+", path.read_text(encoding="utf-8", errors="replace"))
    }


def _is_named_elsewhere(folder: Path) -> bool:
    """Whether another file names the module app: then it has to stay where it is."""
    others = (path for path in folder.rglob("*") if path.is_file() and path != folder / "app.py")
    texts = (path.read_text(encoding="utf-8", errors="replace") for path in others)
    return any(re.search(r"\bapp\b", text) for text in texts)


def _moved(folder: Path, text: str) -> dict[str, str]:
    app = folder / "app.py"
    behind = behind_a_router(text) if not (folder / "views.py").exists() else None
    if behind is not None:
        views, joined = behind
        (folder / "views.py").write_text(views, encoding="utf-8")
        app.write_text(joined, encoding="utf-8")
        return {"app.py": "views.py"}
    if re.search(r"[\"']app[:\"']", text) or (folder / "main.py").exists():
        return {}
    app.rename(folder / "main.py")
    return {"app.py": "main.py"}


# Other names


def with_other_names(text: str, kept: Collection[str] = ()) -> str | None:
    """The text with its own functions, classes and variables called otherwise; None where it cannot be read."""
    try:
        tree = ast.parse(text)
        names = {name: f"{name}_{len(name)}x" for name in _own_names(tree) - set(kept)}
        return _renamed(text, names)
    except (SyntaxError, ValueError, tokenize.TokenError):
        return None


def _own_names(tree: ast.Module) -> set[str]:
    """The names that the text itself gives, and that nothing outside of it can see."""
    functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    made = {
        node.name
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
    }
    made |= {
        node.id for function in functions for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }  # fmt: skip
    return {name for name in made - set(_seen_from_outside(tree)) - KEPT if not name.startswith("__")}


def _seen_from_outside(tree: ast.Module) -> Iterator[str]:
    """Names that are more than a name: parameters, keywords, attributes, imports, texts, and what others see."""
    for node in ast.walk(tree):
        yield from _texts_of(node)
        if isinstance(node, ast.ImportFrom):
            yield from (node.module or "").split(".")
        if isinstance(node, ast.JoinedStr):
            yield from (one.id for one in ast.walk(node) if isinstance(one, ast.Name))
        if isinstance(node, ast.ClassDef):
            yield from _bound_in(node)
    yield from _bound_in(tree)


def _texts_of(node: ast.AST) -> Iterator[str]:
    """The plain texts in a node that may be names: of an argument, an attribute, an import, or a text itself."""
    kinds = (ast.arg, ast.keyword, ast.alias, ast.Attribute, ast.Global, ast.Nonlocal, ast.Constant)
    if isinstance(node, kinds):
        for _, value in ast.iter_fields(node):
            values = value if isinstance(value, list) else [value]
            yield from (one for one in values if isinstance(one, str))


def _bound_in(scope: ast.Module | ast.ClassDef) -> Iterator[str]:
    """Variables of a module or a class, and a class's methods: other files or a framework may look for them."""
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    for node in scope.body:
        if isinstance(node, functions) and isinstance(scope, ast.ClassDef):
            yield node.name
        if not isinstance(node, (*functions, ast.ClassDef)):
            yield from (
                one.id
                for one in ast.walk(node)
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
            )


def _renamed(text: str, names: dict[str, str]) -> str:
    lines = text.splitlines(keepends=True)
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    for token in reversed(tokens):
        if token.type == tokenize.NAME and token.string in names:
            row, column = token.start
            line = lines[row - 1]
            lines[row - 1] = line[:column] + names[token.string] + line[column + len(token.string) :]
    return "".join(lines)


# Behind a blueprint or a router


def behind_a_router(text: str) -> tuple[str, str] | None:
    """The views for a module of their own, and the app that joins them; None where that would change the meaning."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    made = [node for node in tree.body if _framework(node) is not None]
    if len(made) != 1 or "url_for" in text or "__main__" in text:
        return None
    maker = made[0]
    assert isinstance(maker, ast.Assign)
    assert isinstance(maker.targets[0], ast.Name)
    name, framework = maker.targets[0].id, _framework(maker) or ""
    if maker.lineno != maker.end_lineno or not _only_joins_routes(tree, name, framework):
        return None
    lines = text.splitlines(keepends=True)
    lines[maker.lineno - 1] = JOINS[framework][0].format(name=name) + "\n"
    return "".join(lines), JOINS[framework][1].format(name=name)


def _framework(node: ast.stmt) -> str | None:
    """Which framework's app a statement makes, in the plainest way: `app = Flask(__name__)`, `app = FastAPI()`."""
    if (
        not isinstance(node, ast.Assign)
        or len(node.targets) != 1
        or not isinstance(node.targets[0], ast.Name)
    ):
        return None
    return {"Flask(__name__)": "Flask", "FastAPI()": "FastAPI"}.get(ast.unparse(node.value))


def _only_joins_routes(tree: ast.Module, name: str, framework: str) -> bool:
    """Whether the app is used for nothing but `@app.get(...)` and its like, above functions at the top level."""
    used = sum(isinstance(node, ast.Name) and node.id == name for node in ast.walk(tree))
    joined = [
        decorator
        for node in tree.body
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        for decorator in node.decorator_list
        if isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Attribute)
        and isinstance(decorator.func.value, ast.Name)
        and decorator.func.value.id == name
        and decorator.func.attr in (ROUTES | {"route"} if framework == "Flask" else ROUTES)
    ]
    templates = (
        any(isinstance(node, ast.Name) and node.id == "Flask" for node in ast.walk(tree)) and len(joined) == 0
    )
    return used == len(joined) + 1 and not templates
