"""FastAPI refused the request, as it should, and names the value otherwise than was asked for."""

from __future__ import annotations

import json
from collections.abc import Callable

from checker.coaching.reading.complaints import frameworks_own
from checker.coaching.reading.parameters import parameters
from checker.coaching.reading.routes import variables
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


def parameter_misnamed(seen: Seen) -> Diagnosis | None:
    """FastAPI names the parameter as the function does, and that is another name than was asked for."""
    expected = seen.mismatch.expected_value
    if seen.mismatch.aspect is not Aspect.NAMED or seen.framework != "fastapi" or not frameworks_own(seen):
        return None
    if not isinstance(expected, list) or len(expected) != 2 or seen.route is None or seen.function is None:
        return None
    got = _first_place(seen)
    if len(got) != 2 or got[0] != expected[0] or got[1] == expected[1]:
        return None
    taken = next((one for one in parameters(seen.function) if one.arg == got[1]), None)
    names = [name for name, _ in variables("fastapi", seen.route.rule)]
    return Diagnosis(
        "parameter-misnamed",
        f"FastAPI refuses {seen.request_line}, as it should, and names {json.dumps(got)}; the task asks for"
        f" {json.dumps(expected)}. Your parameter has the name {got[1]!r}.",
        seen.line_of(taken) if taken is not None else seen.view_place,
        "FastAPI takes the name in its answer from your function. "
        + (
            f"Call it {expected[1]!r} in the path and in the function."
            if got[1] in names
            else "Change the name."
        ),
    )


def _first_place(seen: Seen) -> list[object]:
    value = seen.json
    try:
        place = value["detail"][0]["loc"]  # type: ignore[index]
    except (LookupError, TypeError):
        return []
    return place if isinstance(place, list) else []


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (parameter_misnamed,)
