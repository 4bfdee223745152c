"""Why a request got no whole answer."""

from __future__ import annotations

import ast

from checker.coaching.reading.parameters import own_nodes
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect, Frame
from checker.core.exchanges import Broken
from checker.core.reports import Diagnosis


def process_ended(seen: Seen) -> Diagnosis | None:
    """The process ended while it answered."""
    if not _broken(seen) or not seen.run.ended:
        return None
    return Diagnosis(
        "exit-in-view",
        f"Your app's process ended (exit code {seen.run.exit_code}) while it answered {seen.request_line}.",
        seen.view_place,
        "A view must return its answer. A call that ends the process ends it for everybody.",
    )


def hangs(seen: Seen) -> Diagnosis | None:
    """No answer in time."""
    if not _broken(seen, Broken.NO_ANSWER):
        return None
    stuck = _innermost(seen)
    place = seen.place(stuck) or seen.view_place
    where = f": it was still at {seen.place(stuck)}" if stuck else ""
    return Diagnosis(
        "view-never-answers",
        f"Your app gave no answer to {seen.request_line} in time{where}.",
        place,
        "A loop or a wait in the view does not come to its end. What should make it stop?",
    )


def never_ends_its_body(seen: Seen) -> Diagnosis | None:
    """The answer began and went on."""
    if not _broken(seen, Broken.NO_END):
        return None
    return Diagnosis(
        "body-never-ends",
        f"Your app began to answer {seen.request_line} and did not come to the end of the body in time.",
        seen.place(_innermost(seen)) or seen.view_place,
        "A view that yields its answer in pieces has to stop yielding.",
    )


def too_large(seen: Seen) -> Diagnosis | None:
    """More than anyone asked for."""
    if not _broken(seen, Broken.TOO_LARGE):
        return None
    return Diagnosis(
        "body-too-large",
        f"The answer to {seen.request_line} is more than a million bytes long. The task asks for a short one.",
        seen.view_place,
        "Look at what the view returns: does a loop or a multiplication make it grow?",
    )


def yielded(seen: Seen) -> Diagnosis | None:
    """A view that yields what cannot be sent in pieces."""
    if seen.mismatch.aspect not in {Aspect.KIND, Aspect.JSON, Aspect.ANSWER} or seen.route is None:
        return None
    found = [node for node in own_nodes(seen.function) if isinstance(node, (ast.Yield, ast.YieldFrom))]
    if not found:
        return None
    return Diagnosis(
        "yield-instead-of-return",
        f"The function of '{seen.route.rule}'{seen.where(seen.route)} yields its answer, so it is sent as a"
        " stream of pieces.",
        seen.line_of(min(found, key=lambda node: node.lineno)),
        "A function that answers once ends with return. yield is for answers that are made piece by piece.",
    )


def yields_no_text(seen: Seen) -> Diagnosis | None:
    """The answer broke off in a view that yields."""
    return yielded(seen) if _broken(seen, Broken.CLOSED, Broken.NOT_HTTP) else None


def broke_off(seen: Seen) -> Diagnosis | None:
    """The connection ended or the bytes are not HTTP."""
    if not _broken(seen):
        return None
    return Diagnosis(
        "answer-broken-off",
        f"The answer to {seen.request_line} broke off: {seen.mismatch.got}.",
        seen.view_place,
        "See what the app printed: an error after the answer has begun cuts it off.",
    )


def _broken(seen: Seen, *kinds: Broken) -> bool:
    broken = seen.exchange.broken if seen.exchange else None
    return broken is not None and (not kinds or broken in kinds)


def _innermost(seen: Seen) -> Frame | None:
    return seen.run.stuck[-1] if seen.run.stuck else None


RULES = (process_ended, hangs, never_ends_its_body, too_large, yields_no_text, broke_off)
