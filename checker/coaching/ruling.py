"""Asking rules in their order. A rule that breaks is a bug of ours, and must not take the verdict with it."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from typing import TypeVar

from checker.core.errors import RuleBroke
from checker.core.reports import Diagnosis

Facts = TypeVar("Facts")


def first_cause(rules: Iterable[Callable[[Facts], Diagnosis | None]], facts: Facts) -> Diagnosis | None:
    """What the first rule says that knows the cause; None where none does.

    A rule that raises is passed over, with the warning RuleBroke: it is an error wherever kata itself is tested.
    """
    for rule in rules:
        try:
            diagnosis = rule(facts)
        except Exception as error:
            name = getattr(rule, "__name__", "a rule")
            warnings.warn(RuleBroke(f"{name} raised {type(error).__name__}: {error}"), stacklevel=2)
            continue
        if diagnosis is not None:
            return diagnosis
    return None
