"""Match a path against rules as Flask and FastAPI write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from checker.core.evidence import Route

_FLASK_VARIABLE = re.compile(r"<(?:(?P<converter>[a-zA-Z_]\w*)(?:\([^>]*\))?:)?(?P<name>[a-zA-Z_]\w*)>")
_FASTAPI_VARIABLE = re.compile(r"\{(?P<name>[a-zA-Z_]\w*)(?::(?P<converter>[a-zA-Z_]\w*))?\}")

_CONVERTERS = {
    "int": r"\d+",
    "float": r"\d+\.\d+",
    "path": r".+",
    "uuid": r"[0-9A-Fa-f-]{36}",
}
_FASTAPI_CONVERTERS = {**_CONVERTERS, "float": r"\d+(?:\.\d+)?", "path": r".*"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as a router sees it."""

    method: str
    path: str
    """Percent-encoded, as on the wire."""

    @property
    def plain_path(self) -> str:
        """The path, decoded."""
        return unquote(self.path)


def variables(framework: str, rule: str) -> list[tuple[str, str | None]]:
    """The names in a rule, each with its converter."""
    pattern = _FLASK_VARIABLE if framework == "flask" else _FASTAPI_VARIABLE
    return [(match["name"], match["converter"]) for match in pattern.finditer(rule)]


def rule_matches(framework: str, rule: str, path: str, *, converters: bool = True) -> bool:
    """Whether a decoded path fits a rule; with `converters` off, any text fits a variable."""
    pattern = _FLASK_VARIABLE if framework == "flask" else _FASTAPI_VARIABLE
    known = _CONVERTERS if framework == "flask" else _FASTAPI_CONVERTERS
    parts, end = [], 0
    for match in pattern.finditer(rule):
        converter = match["converter"] if converters or match["converter"] == "path" else None
        parts += [
            re.escape(rule[end : match.start()]),
            f"(?:{known.get(converter or '', '[^/]+')})",
        ]
        end = match.end()
    parts.append(re.escape(rule[end:]))
    return re.fullmatch("".join(parts), path) is not None


def path_matches(framework: str, routes: Sequence[Route], path: str) -> list[Route]:
    """The routes whose rule fits a path, whatever the method: FastAPI's in order, Flask's most exact first."""
    found = [route for route in routes if rule_matches(framework, route.rule, path)]
    if framework == "flask":
        found.sort(key=lambda route: len(variables(framework, route.rule)))
    return found


def matching(framework: str, routes: Sequence[Route], asked: Asked) -> Route | None:
    """The route that the framework takes for a request."""
    found = path_matches(framework, routes, asked.plain_path)
    return next((route for route in found if asked.method in route.methods or not route.methods), None)
