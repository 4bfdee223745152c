"""FastAPI: where the learner's source declares what a request has to bring, and what FastAPI says of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass

from checker.coaching.reading import reach
from checker.coaching.reading.finding import Found, all_nodes, at
from checker.coaching.reading.written import last_name, with_defaults
from checker.coaching.seen import Seen
from checker.core.reports import Place

SOURCES = ("Body", "Form", "Header", "Query", "Cookie", "File", "Path", "Depends", "Security")


@dataclass(frozen=True, slots=True)
class Declared:
    """A parameter of a function, or a field of a model."""

    file: str
    node: ast.arg | ast.AnnAssign
    name: str
    annotation: ast.expr | None
    default: ast.expr | None
    model: str | None = None
    """The model that the field belongs to."""

    @property
    def source(self) -> str | None:
        """The class that says where the value comes from, such as Body."""
        found = self.call(*SOURCES)
        return last_name(found.func if isinstance(found, ast.Call) else found) if found else None

    def call(self, *names: str) -> ast.expr | None:
        """The first of these classes in its default or its type, called or not."""
        for root in (self.default, self.annotation):
            if root is None:
                continue
            for node in ast.walk(root):
                if isinstance(node, ast.expr) and last_name(node) in names:
                    return _calling(root, node)
        return None

    @property
    def key(self) -> str:
        """The name under which the value is sent."""
        for root in (self.default, self.annotation):
            for node in ast.walk(root) if root is not None else ():
                if isinstance(node, ast.keyword) and node.arg in {"alias", "validation_alias"}:
                    value = node.value.value if isinstance(node.value, ast.Constant) else None
                    return value if isinstance(value, str) else self.name
        return self.name.replace("_", "-") if self.source == "Header" else self.name

    @property
    def found(self) -> Found:
        """The node with its file."""
        return self.file, self.node


def parameters_of(seen: Seen) -> list[Declared]:
    """The parameters of the view and of the functions that it depends on, the view's first."""
    return [
        Declared(file, argument, argument.arg, argument.annotation, default)
        for file, function in reach.reachable(seen)
        for argument, default in with_defaults(function.args)
        if argument.arg not in {"self", "cls"}
    ]


def fields_declared(seen: Seen) -> list[Declared]:
    """The fields of the models that those parameters have for their types, the parents' fields behind them."""
    classes = {
        node.name: (file, node) for file, node in all_nodes(seen.sources) if isinstance(node, ast.ClassDef)
    }
    waiting = [name for one in parameters_of(seen) for name in _names_in(one.annotation)]
    found: list[Declared] = []
    done: set[str] = set()
    while waiting:
        name = waiting.pop(0)
        if name not in classes or name in done:
            continue
        done.add(name)
        file, node = classes[name]
        found += _fields_of(file, node)
        waiting += [base for item in node.bases for base in _names_in(item)]
    return found


def declaration(seen: Seen, key: str) -> Declared | None:
    """Where a value of that name is declared; None where the source does not show it."""
    everything = [*parameters_of(seen), *fields_declared(seen)]
    wanted = key.lower().replace("_", "-")
    return next((one for one in everything if one.key == key), None) or next(
        (one for one in everything if one.key.lower().replace("_", "-") == wanted), None
    )


def place_of_key(seen: Seen, key: str) -> Place | None:
    """The line of that declaration; else that of the function that took the request."""
    found = declaration(seen, key)
    return at(seen.sources, found.found) if found else seen.view_place


def has_default(one: Declared) -> bool:
    """Whether a value may be left out: a plain default, or one that is given to Body(), Field() and their like."""
    call = one.default
    if call is None or not isinstance(call, ast.Call):
        return call is not None and last_name(call) not in SOURCES and not _is_dots(call)
    if last_name(call.func) not in {*SOURCES, "Field", "field"}:
        return True
    first = [
        *call.args[:1],
        *(word.value for word in call.keywords if word.arg in {"default", "default_factory"}),
    ]
    return bool(first) and not _is_dots(first[0])


def _is_dots(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is Ellipsis


def _fields_of(file: str, model: ast.ClassDef) -> Iterator[Declared]:
    for node in model.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            yield Declared(file, node, node.target.id, node.annotation, node.value, model.name)


def _names_in(node: ast.expr | None) -> list[str]:
    found = [last_name(part) for part in ast.walk(node)] if node is not None else []
    return [name for name in found if name is not None]


def _calling(root: ast.AST, name: ast.expr) -> ast.expr:
    """The call of that very name; the name itself, where it is not called."""
    for node in ast.walk(root):
        if isinstance(node, ast.Call) and node.func is name:
            return node
    return name
