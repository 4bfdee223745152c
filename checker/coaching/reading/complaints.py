"""What FastAPI says is wrong: with a request, in its 422, or with the app's own answer, in its exception."""

from __future__ import annotations

import ast
import json
from dataclasses import dataclass

from checker.coaching.seen import Seen
from checker.core.evidence import Aspect


@dataclass(frozen=True, slots=True)
class Refused:
    """The first thing that FastAPI's own 422 complains of."""

    loc: list[str]
    kind: str
    message: str
    given: object = None


def refused(seen: Seen) -> Refused | None:
    """What FastAPI complains of, where its 422 is not what was asked for, or names another place."""
    named = seen.mismatch.aspect is Aspect.NAMED and isinstance(seen.mismatch.expected_value, (list, str))
    if seen.framework != "fastapi" or seen.status != 422 or seen.response is None:
        return None
    if seen.mismatch.aspect is not Aspect.STATUS and not named:
        return None
    try:
        one = json.loads(seen.response.text)["detail"][0]
        loc = [str(step) for step in one["loc"]]
        return Refused(loc, str(one["type"]), str(one["msg"]), one.get("input"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


@dataclass(frozen=True, slots=True)
class Misfit:
    """The first thing that FastAPI found wrong in the app's own answer."""

    field: str
    message: str
    value: object


def misfit(seen: Seen) -> Misfit | None:
    """What ResponseValidationError says first; None where nothing of it can be read."""
    raised = seen.raised
    if raised is None or raised.short_type != "ResponseValidationError":
        return None
    line = next((one.strip() for one in raised.message.splitlines()[1:] if one.strip()), "")
    try:
        problem = ast.literal_eval(line)
        field = next((str(step) for step in reversed(problem["loc"]) if isinstance(step, str)), "")
        return Misfit("" if field == "response" else field, str(problem["msg"]), problem["input"])
    except (ValueError, SyntaxError, LookupError, TypeError, AttributeError, RecursionError, MemoryError):
        return None


def frameworks_own(seen: Seen) -> bool:
    """Whether FastAPI itself wrote the refusal."""
    value = seen.json
    detail = value.get("detail") if isinstance(value, dict) else None
    return isinstance(detail, list) and all(isinstance(one, dict) and "loc" in one for one in detail)
