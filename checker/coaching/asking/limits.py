"""FastAPI: a value that should have been refused was taken, because its declaration asks for too little."""

from __future__ import annotations

import ast
from collections.abc import Callable

from checker.coaching.reading.complaints import misfit
from checker.coaching.reading.declared import Declared, fields_declared, parameters_of
from checker.coaching.reading.finding import all_nodes, at
from checker.coaching.reading.sent import fields_of
from checker.coaching.reading.written import Function, last_name
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis

_NUMBER_LIMITS = frozenset({"ge", "gt", "le", "lt", "min_value", "max_value"})
_LENGTH_LIMITS = frozenset({"min_length", "max_length", "pattern"})
_LIMITED_TYPES = frozenset({"PositiveInt", "NonNegativeInt", "NonPositiveInt", "NegativeInt"})


def value_taken(seen: Seen) -> Diagnosis | None:
    """The one field whose value is out of the ordinary has no limit, or a limit that takes it."""
    if seen.framework != "fastapi" or not seen.should_be_refused or not seen.is_fine or not seen.request:
        return None
    if seen.mismatch.expected_value not in {400, 422} or not fields_of(seen.request):
        return None
    for name, value in fields_of(seen.request).items():
        found = _field(seen, name)
        if found is None or not _doubtful(value):
            continue
        limits = _limits_of(found, value)
        place = at(seen.sources, found.found)
        taken = f"{seen.who} took {name}={value!r} and answered {seen.status}."
        if limits:
            return Diagnosis(
                "limit-too-loose",
                f"{taken} The limit at {place} does not keep it out: {', '.join(limits)}.",
                place,
                "Compare the limit with what the task asks for: which is the smallest value that is right? ge is that"
                " value itself, min_length the smallest number of characters.",
            )
        return Diagnosis(
            "limit-missing",
            f"{taken} The declaration at {place} sets no limit for it.",
            place,
            "A type says what kind of value it is, not how large or how long. Field(...) beside the type adds limits,"
            " to this very field.",
        )
    return None


def _field(seen: Seen, name: str) -> Declared | None:
    everything = [*fields_declared(seen), *parameters_of(seen)]
    return next((one for one in everything if one.key == name), None)


def _doubtful(value: object) -> bool:
    """Whether a value is one that a limit may be meant for: a number below 0, a text of one or two characters."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value < 0
    return isinstance(value, str) and len(value) < 3


def _limits_of(found: Declared, value: object) -> list[str]:
    """The limits that a field sets for that kind of value, as they are written."""
    words = _LENGTH_LIMITS if isinstance(value, str) else _NUMBER_LIMITS
    limits: list[str] = []
    for root in (found.annotation, found.default):
        for node in ast.walk(root) if root is not None else ():
            if isinstance(node, ast.keyword) and node.arg in words:
                limits.append(ast.unparse(node))
            elif last_name(node) in _LIMITED_TYPES:
                limits.append(last_name(node) or "")
    return limits


def validator_returns_nothing(seen: Seen) -> Diagnosis | None:
    """A validator that does not give the value back: the field becomes None."""
    emptied = _emptied(seen)
    if seen.framework != "fastapi" or not emptied:
        return None
    for file, node in all_nodes(seen.sources):
        if not isinstance(node, Function) or any(isinstance(part, ast.Return) for part in ast.walk(node)):
            continue
        for item in node.decorator_list:
            names = [part.value for part in ast.walk(item) if isinstance(part, ast.Constant)]
            checks = last_name(item.func if isinstance(item, ast.Call) else item) in _VALIDATORS
            empty = [name for name in names if name in emptied]
            if checks and empty:
                place = at(seen.sources, (file, node))
                return Diagnosis(
                    "validator-returns-nothing",
                    f"The validator {node.name}() ({place}) looks at {empty[0]!r} and returns nothing, so the field"
                    " becomes None.",
                    place,
                    "What a validator returns is the field's value from then on. End it with `return value`.",
                )
    return None


def _emptied(seen: Seen) -> set[str]:
    """The fields that hold nothing: in the answer, or in what FastAPI refused to answer with."""
    found = misfit(seen)
    if found is not None:
        return {found.field} if found.value is None else set()
    value = seen.json if seen.mismatch.aspect is Aspect.JSON else None
    return {key for key in value if value[key] is None} if isinstance(value, dict) else set()


_VALIDATORS = frozenset({"field_validator", "validator"})

RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (value_taken, validator_returns_nothing)
