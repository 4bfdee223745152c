"""FastAPI: what a function answers, and the type that is promised for it after the arrow or as response_model."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.complaints import misfit
from checker.coaching.reading.finding import Found, all_nodes, at
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def response_does_not_fit(seen: Seen) -> Diagnosis | None:
    """FastAPI refused the app's own answer."""
    raised = seen.raised
    if raised is None or raised.short_type != "ResponseValidationError":
        return None
    found = misfit(seen)
    if found is not None and found.field:
        problem = f" FastAPI says of {found.field!r}: {found.message}; the value is {repr(found.value)[:60]}."
    else:
        problem = f" FastAPI says: {found.message}." if found is not None else ""
    return Diagnosis(
        "response-does-not-fit",
        f"What {seen.who} returns does not fit the type that is promised{_promised(seen)}, so FastAPI answers 500."
        f"{problem}",
        _place_of(seen, promise(seen)),
        "This type is about the answer alone. A limit on what comes in belongs to the type of the parameter."
        if seen.should_be_refused
        else "FastAPI keeps this promise. Change the value or the promise.",
    )


def field_dropped(seen: Seen) -> Diagnosis | None:
    """The promised model has no such field, so FastAPI leaves it out of the answer."""
    if seen.framework != "fastapi" or seen.mismatch.aspect is not Aspect.JSON or not seen.is_fine:
        return None
    steps = _steps_to_missing(seen.mismatch.expected_value, seen.json)
    first = promise(seen)
    if steps is None or first is None:
        return None
    found = _along(seen, first, steps[:-1])
    models = _models_in(seen, found[1]) if found is not None else []
    if found is None or not models or any(_field(seen, one, steps[-1]) for one in models):
        return None
    place = at(seen.sources, found)
    return Diagnosis(
        "response-model-drops-field",
        f"{seen.who} answers without {steps[-1]!r}: the type at {place} promises {models[0]}, and that model has no"
        " such field.",
        place,
        "FastAPI leaves out of the answer what the promised model does not name. Promise a model that has all the"
        " fields.",
    )


def promise(seen: Seen) -> Found | None:
    """The type of the answer: in the decorator, or after the arrow."""
    function = seen.function
    file = seen.route.place.file if seen.route and seen.route.place else ""
    for item in function.decorator_list if function is not None else ():
        for word in getattr(item, "keywords", ()):
            if word.arg == "response_model":
                return file, word.value
    return (file, function.returns) if function is not None and function.returns is not None else None


def _promised(seen: Seen) -> str:
    """The promised type as it stands in the source, and how it is written."""
    found = promise(seen)
    if found is None:
        return ""
    after_arrow = seen.function is not None and found[1] is seen.function.returns
    return f" {'after its arrow' if after_arrow else 'as response_model'}: {ast.unparse(found[1])}"


def _place_of(seen: Seen, found: Found | None) -> Place | None:
    return at(seen.sources, found) if found is not None else seen.view_place


def _steps_to_missing(expected: object, got: object) -> list[str] | None:
    """The keys on the way to the first one that is missing, where none is there too many."""
    if isinstance(expected, list) and isinstance(got, list):
        pairs = zip(expected, got, strict=False)
        return next((way for one, other in pairs if (way := _steps_to_missing(one, other))), None)
    if not isinstance(expected, dict) or not isinstance(got, dict) or not got.keys() <= expected.keys():
        return None
    for key, value in expected.items():
        if key not in got:
            return [str(key)]
        way = _steps_to_missing(value, got[key])
        if way:
            return [str(key), *way]
    return None


def _along(seen: Seen, first: Found, steps: list[str]) -> Found | None:
    """The type that stands at the end of this way through the fields of models."""
    found = first
    for step in steps:
        fields = [field for model in _models_in(seen, found[1]) if (field := _field(seen, model, step))]
        if not fields:
            return None
        found = fields[0]
    return found


def _models_in(seen: Seen, part: ast.AST) -> list[str]:
    """The learner's classes that a type, or a field with its type, names."""
    known = {node.name for _, node in all_nodes(seen.sources) if isinstance(node, ast.ClassDef)}
    root = part.annotation if isinstance(part, ast.AnnAssign) else part
    return [name for node in ast.walk(root) if (name := last_name(node)) in known and name]


def _field(seen: Seen, model: str, name: str) -> Found | None:
    """The field of that name, in a model or in a class that it is made from."""
    for file, node in all_nodes(seen.sources):
        if not isinstance(node, ast.ClassDef) or node.name != model:
            continue
        for item in node.body:
            if isinstance(item, ast.AnnAssign) and _is_called(item, name):
                return file, item
        bases = (base for base in map(last_name, node.bases) if base and base != model)
        return next((found for base in bases if (found := _field(seen, base, name))), None)
    return None


def _is_called(field: ast.AnnAssign, name: str) -> bool:
    texts = [part.value for part in ast.walk(field) if isinstance(part, ast.Constant)]
    return last_name(field.target) == name or name in texts


FIRST: tuple[Callable[[Seen], Diagnosis | None], ...] = (field_dropped,)
"""Seen in the source."""

RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (response_does_not_fit,)
"""Told by FastAPI."""
