"""From the evidence of one failed task to the one cause that explains it best."""

from __future__ import annotations

from collections.abc import Callable

from checker.coaching import (
    caching,
    concurrency,
    content,
    delivery,
    dependencies,
    exceptions,
    forgetting,
    misread,
    process,
    production,
    refusals,
    rendering,
    resources,
    rest,
    routing,
    schema,
)
from checker.coaching.seen import Seen
from checker.core.evidence import Evidence
from checker.core.reports import Diagnosis

Rule = Callable[[Seen], Diagnosis | None]

RULES: tuple[Rule, ...] = (
    *production.RULES,
    *process.RULES,
    *concurrency.RULES,
    *caching.RULES,
    *forgetting.RULES,
    *resources.RULES,
    *dependencies.RULES,
    *rendering.RULES,
    *schema.RULES,
    *rest.RULES,
    *misread.FIRST,
    *refusals.FIRST,
    *misread.LAST,
    *refusals.LAST,
    *exceptions.RULES,
    *delivery.RULES,
    *routing.RULES,
    *content.RULES,
)
"""From what was witnessed most directly to what is concluded from the answer alone."""


def diagnose(evidence: Evidence) -> Diagnosis:
    """The first rule that knows the cause; where none does, what was seen, said as such."""
    seen = Seen(evidence)
    for rule in RULES:
        diagnosis = rule(seen)
        if diagnosis is not None:
            return diagnosis
    return content.only_seen(seen)
