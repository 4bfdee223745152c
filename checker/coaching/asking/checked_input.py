"""What a client sends is stored without a look at it: which value came through, and where it is read."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator

from checker.coaching.reading import reach
from checker.coaching.reading.sent import fields_of
from checker.coaching.reading.source import Node, nodes
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis, Place

_NUMBERS: dict[str, tuple[type, ...]] = {"int": (int,), "float": (int, float), "bool": (bool,)}


def bad_value_stored(seen: Seen) -> Diagnosis | None:
    """A JSON body should have been refused: an empty text in it, a value of a wrong type, or something missing."""
    if not seen.should_be_refused or seen.mismatch.expected_value not in {400, 422} or not seen.is_fine:
        return None
    if seen.request is None or not seen.request.body.startswith(b"{") or seen.route is None:
        return None
    sent = fields_of(seen.request)
    return _empty(seen, sent) or _of_wrong_type(seen, sent) or _missing(seen, sent)


def _empty(seen: Seen, sent: dict[str, object]) -> Diagnosis | None:
    name = next((name for name, value in sent.items() if value == ""), None)
    if name is None:
        return None
    return Diagnosis(
        "empty-text-accepted",
        f"{seen.request_line} sends an empty {name!r}, and {seen.who} answered {seen.status}.",
        _line_of(seen, name),
        "An empty text is a text as well. In Flask, `if not value` finds both None and an empty text."
        if seen.framework == "flask"
        else "The type str also lets an empty text through. Field(min_length=1) asks for one character at least.",
    )


def _of_wrong_type(seen: Seen, sent: dict[str, object]) -> Diagnosis | None:
    for name, value in sent.items():
        if isinstance(value, str) or _is_declared(seen, name, value):
            continue
        turned = _turned_into_text(seen) if isinstance(value, (int, float)) else None
        if turned is not None:
            return Diagnosis(
                "wrong-type-accepted",
                f"{seen.request_line} sends {name!r} as a number, and {seen.who} answered {seen.status}: the setting at"
                f" {turned} makes a text of each number.",
                turned,
                "Take the setting out. Then pydantic refuses a number where a text is asked for.",
            )
        return Diagnosis(
            "wrong-type-accepted",
            f"{seen.request_line} sends {name!r} as {_KINDS.get(type(value), 'no text')}, and {seen.who} answered"
            f" {seen.status}.",
            _line_of(seen, name),
            "Flask gives you whatever JSON came in. isinstance(value, str) tells whether a value is a text."
            if seen.framework == "flask"
            else "FastAPI checks a value against the type that the model's field, or the parameter, has. What has no"
            " type, or the type dict, is not checked.",
        )
    return None


def _turned_into_text(seen: Seen) -> Place | None:
    """Where a model, or a field, is told to make texts of numbers."""
    option = "coerce_numbers_to_str"
    for one in nodes(seen.sources):
        if (isinstance(one[1], ast.Constant) and one[1].value == option) or getattr(
            one[1], "arg", None
        ) == option:
            return seen.at(one)
    return None


_KINDS = {int: "a number", float: "a number", list: "a list", dict: "an object", bool: "a truth value",
          type(None): "null"}  # fmt: skip


def _missing(seen: Seen, sent: dict[str, object]) -> Diagnosis | None:
    names = [name for name in _declared_names(seen) if name not in sent and name != "id"]
    if not names or len(sent) != 1:
        return None
    name = names[0]
    by_hand = (
        None if any(name == last_name(one.target) for _, one in _model_fields(seen)) else _dict_taken(seen)
    )
    return Diagnosis(
        "missing-value-accepted",
        f"{seen.request_line} sends no {name!r}, and {seen.who} answered {seen.status} all the same.",
        _line_of(seen, name) if by_hand is None else seen.at(by_hand),
        "get() gives None, or its second argument, where a key is not there. Refuse that before you store it."
        if seen.framework == "flask"
        else "The type dict takes any JSON object. A model says which keys have to come, and FastAPI refuses the rest."
        if by_hand is not None
        else "A default, also None, makes a value optional. Without a default FastAPI requires it.",
    )


def _dict_taken(seen: Seen) -> Node | None:
    """FastAPI: the parameter that takes any JSON object."""
    for file, node in reach.nodes(seen) if seen.framework == "fastapi" else ():
        names = ast.walk(node.annotation) if isinstance(node, ast.arg) and node.annotation is not None else ()
        if {"dict", "Dict"} & set(map(last_name, names)):
            return file, node
    return None


def _declared_names(seen: Seen) -> Iterator[str]:
    """The names of the values that the code that takes part reads from a body or declares."""
    for name in ("title", *_read_names(seen)):
        if name in set(_read_names(seen)):
            yield name


def _read_names(seen: Seen) -> list[str]:
    return [name for name, _ in _reads(seen)]


def _reads(seen: Seen) -> Iterator[tuple[str, Node]]:
    """The names under which values are read, each with its place: fields of models, keys in [] and in get()."""
    for file, node in [*reach.nodes(seen)]:
        key: ast.AST | None = None
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            key = node.slice
        elif isinstance(node, ast.Call) and last_name(node.func) == "get" and node.args:
            key = node.args[0]
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield key.value, (file, node)
    for file, node in _model_fields(seen) if seen.framework == "fastapi" else ():
        yield last_name(node.target) or "", (file, node)


def _model_fields(seen: Seen) -> Iterator[tuple[str, ast.AnnAssign]]:
    """The fields of the models that the view names, and of the classes that these are made from."""
    named = {last_name(node) for _, node in reach.nodes(seen)}
    classes = {
        node.name: (file, node) for file, node in nodes(seen.sources) if isinstance(node, ast.ClassDef)
    }
    waiting = [name for name in classes if name in named]
    done: set[str] = set()
    while waiting:
        name = waiting.pop()
        if name in done:
            continue
        done.add(name)
        file, made = classes[name]
        yield from ((file, item) for item in made.body if isinstance(item, ast.AnnAssign))
        waiting += [base for base in map(last_name, made.bases) if base in classes]


def _is_declared(seen: Seen, name: str, value: object) -> bool:
    """Whether a field or a parameter of that name has a type that takes such a value."""
    kinds = [node.annotation for _, node in _model_fields(seen) if last_name(node.target) == name]
    kinds += [node.annotation for _, node in reach.nodes(seen) if isinstance(node, ast.arg) and node.arg == name
              and node.annotation]  # fmt: skip
    names = {last_name(part) for kind in kinds for part in ast.walk(kind)}
    return any(isinstance(value, kind) for word, kind in _NUMBERS.items() if word in names)


def _line_of(seen: Seen, name: str) -> Place | None:
    """Where the value is declared or read; else the view."""
    found = [one for key, one in _reads(seen) if key == name]
    fields = [one for one in found if isinstance(one[1], ast.AnnAssign)]
    return seen.at([*fields, *found][0]) if found else seen.view_place


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (bad_value_stored,)
