"""From the evidence of one failed task to the one cause that explains it best."""

from __future__ import annotations

from collections.abc import Callable

from checker.coaching.answers import (
    commas,
    content,
    delivery,
    escaping,
    exceptions,
    filling_in,
    late_names,
    misuse,
    nothing_returned,
    rendering,
    schema,
    taken_out,
)
from checker.coaching.asking import (
    caught,
    error_handlers,
    fields,
    held,
    limits,
    misread,
    promised,
    query,
    refusals,
    refused_otherwise,
    values,
)
from checker.coaching.resources import (
    caching,
    dependencies,
    doorkeepers,
    forgetting,
    keeping,
    kept_wrongly,
    lifetimes,
    resources,
)
from checker.coaching.routing import hooks, methods, mounted, registering, routing, slips
from checker.coaching.ruling import first_cause
from checker.coaching.running import (
    concurrency,
    coroutines,
    left_behind,
    process,
    production,
    remembered,
    shared_state,
)
from checker.coaching.seen import Seen
from checker.coaching.storing import rest
from checker.core.evidence import Evidence
from checker.core.reports import Diagnosis

Rule = Callable[[Seen], Diagnosis | None]

RULES: tuple[Rule, ...] = (
    *hooks.RULES,
    *mounted.RULES,
    *production.RULES,
    *shared_state.RULES,
    *process.RULES,
    *caught.FIRST,
    *held.FIRST,
    *fields.RULES,
    *refused_otherwise.FIRST,
    *caching.FIRST,
    *remembered.RULES,
    *keeping.RULES,
    *kept_wrongly.RULES,
    *left_behind.RULES,
    *concurrency.RULES,
    *coroutines.RULES,
    *caching.LAST,
    *forgetting.RULES,
    *lifetimes.RULES,
    *resources.RULES,
    *dependencies.RULES,
    *doorkeepers.RULES,
    *nothing_returned.RULES,
    *commas.RULES,
    *late_names.RULES,
    *escaping.RULES,
    *taken_out.RULES,
    *rendering.RULES,
    *filling_in.RULES,
    *registering.RULES,
    *slips.FIRST,
    *query.RULES,
    *schema.RULES,
    *error_handlers.RULES,
    *methods.RULES,
    *promised.FIRST,
    *rest.RULES,
    *held.RULES,
    *refusals.FIRST,
    *misread.RULES,
    *refused_otherwise.RULES,
    *limits.RULES,
    *refusals.LAST,
    *refused_otherwise.NAMED,
    *values.RULES,
    *exceptions.RULES,
    *misuse.RULES,
    *exceptions.LAST,
    *delivery.RULES,
    *routing.RULES,
    *content.RULES,
)
"""From what was witnessed most directly to what is concluded from the answer alone."""


def diagnose(evidence: Evidence) -> Diagnosis:
    """The first rule that knows the cause; where none does, what was seen, said as such."""
    seen = Seen(evidence)
    return first_cause(RULES, seen) or content.only_seen(seen)
