"""The code words of a text, and whether they are names of today's Python, Flask, FastAPI and what these stand on."""

from __future__ import annotations

import builtins
import functools
import importlib
import inspect
import keyword
import re
from collections.abc import Iterator

MODULES = (
    "asyncio", "concurrent.futures", "contextlib", "dataclasses", "enum", "functools", "html", "http", "http.client",
    "importlib", "io", "itertools", "json", "logging", "multiprocessing", "os", "pathlib", "random", "signal", "socket",
    "sqlite3", "string", "subprocess", "sys", "tempfile", "threading", "time", "typing", "unittest", "urllib.parse",
    "urllib.request", "uuid", "fcntl", "types",
    "flask", "flask.json.provider", "flask.sansio.scaffold", "flask.testing", "flask.views", "flask_caching",
    "flask_caching.backends", "jinja2", "markupsafe",
    "werkzeug", "werkzeug.datastructures", "werkzeug.exceptions", "werkzeug.middleware.proxy_fix", "werkzeug.routing",
    "werkzeug.security", "werkzeug.serving", "werkzeug.wrappers",
    "fastapi", "fastapi.encoders", "fastapi.exceptions", "fastapi.middleware.cors", "fastapi.params",
    "fastapi.responses", "fastapi.routing", "fastapi.security", "fastapi.staticfiles", "fastapi.templating",
    "starlette.applications", "starlette.background", "starlette.concurrency",
    "starlette.convertors", "starlette.datastructures", "starlette.exceptions", "starlette.middleware",
    "starlette.requests", "starlette.responses", "starlette.routing", "starlette.status", "starlette.types",
    "anyio", "anyio.to_thread", "httpx", "pydantic", "pydantic.fields", "uvicorn", "uvicorn.config", "gunicorn.config",
)  # fmt: skip

PLAIN_WORDS = {
    "FastAPI", "OpenAPI", "SwaggerUI", "ReDoc", "JavaScript", "GitHub", "Ctrl-C", "PyPI", "uWSGI", "WebSocket",
    "WSGI", "ASGI",
}  # fmt: skip
"""Names of things that are no code, though they look like it."""

GIVEN = {
    "UPSTREAM_URL", "fetch_quote", "fetch_report", "open_session", "slow_report", "UnknownSymbol", "UpstreamError",
    "Session", "create_app", "make_app", "wsgi_app", "X_Token", "x_token", "item_id", "uwsgi.ini",
}  # fmt: skip
"""Names that an exercise gives to its learners or asks them for."""

GONE = {"flask.escape", "flask.Markup", "before_first_request", "BaseSettings", "skip_defaults", "eventlet"}
"""Names that a text mentions because they are no longer there."""

NOT_TOLD = {"check_same_thread", "__pycache__", "COUNT", "CACHE_TYPE", "TRAP_BAD_REQUEST_ERRORS"}
"""Real names that no Python module can be asked for: of a function in C, of a folder, of SQL, of settings."""

MADE_UP = {"book", "author", "zoo", "lion", "bird_id"}
"""Names of things that a page speaks about as an example."""

_CODE = re.compile(
    r"""
    @?[A-Za-z_][\w.]*(?=\()                    # called
    | @[A-Za-z_][\w.]*                         # a decorator
    | \b[a-z]\w*(?:\.[A-Za-z_]\w*)+            # dotted
    | \b\w*[A-Za-z0-9]_\w+                     # with an underscore
    | \b[A-Z][a-z]+(?:[A-Z][a-z0-9]+)+\b       # in CamelCase
    """,
    re.VERBOSE,
)
_FILE = re.compile(r".*\.(py|html|toml|ini|txt|md|json|conf|db|com|io|org)$|.*\.conf\.py$")


def code_words(text: str) -> Iterator[str]:
    """The words of a text that look like names in a program."""
    for found in _CODE.finditer(re.sub(r"https?://\S+|\{[^}]*\}", " ", text)):
        word = found[0].strip("@.").removesuffix("()")
        if word and not _FILE.match(word):
            yield word


def unreal(text: str, own: str = "") -> set[str]:
    """The code words of a text that no library has, and that its own examples do not define."""
    mine = (
        set(re.findall(r"\w+", own))
        | PLAIN_WORDS
        | GIVEN
        | NOT_TOLD
        | MADE_UP
        | GONE
        | {one.rpartition(".")[2] for one in GONE}
    )
    return {word for word in code_words(text) if not _is_known(word, mine)}


def _is_known(word: str, mine: set[str]) -> bool:
    return word in mine or all(part in mine or part in names() for part in word.split(".") if part)


@functools.cache
def names() -> frozenset[str]:
    """Every name that the libraries have: of modules, of what is in them, of attributes and of parameters."""
    found = {
        *keyword.kwlist,
        *dir(builtins),
        "self",
        "args",
        "kwargs",
        "__name__",
        "__main__",
        "__init__",
        "__file__",
    }
    for module_name in MODULES:
        module = importlib.import_module(module_name)
        found.update(module_name.split("."))
        for name, value in vars(module).items():
            found.add(name)
            if (
                type(value).__name__ != "LocalProxy"
            ):  # it stands for something that is there during a request only
                found.update(_inside(value))
    for kind in (str, bytes, int, float, bool, dict, list, set, tuple, object):
        found.update(dir(kind))
    return frozenset(found)


def _inside(value: object) -> Iterator[str]:
    if inspect.isclass(value):
        yield from dir(value)
        yield from getattr(value, "__annotations__", {})
        for member in vars(value).values():
            yield from _parameters(member)
        yield from _parameters(value)
        yield from (str(one) for one in [getattr(value, "name", None)] if isinstance(one, str))
    elif callable(value):
        yield from _parameters(value)


def _parameters(value: object) -> Iterator[str]:
    try:
        yield from inspect.signature(value).parameters  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return
