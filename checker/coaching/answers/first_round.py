"""A loop that ends its function in the first round."""

from __future__ import annotations

from checker.coaching.reading.flow import ends_first_round
from checker.coaching.reading.reach import reachable
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis


def only_first_round(seen: Seen) -> Diagnosis | None:
    """Such a loop in a function that answers; what it means for the answer is for the caller to know."""
    for file, function in reachable(seen):
        early = ends_first_round(function)
        if early is not None:
            place = seen.at((file, early))
            return Diagnosis(
                "return-in-loop",
                f"The line at {place} ends {function.name}(), and it stands inside the loop: so only the first round"
                " runs, and the code never looks at the rest.",
                place,
                "A return or a raise ends the whole function, not only the round. Move it behind the loop: one level to"
                " the left.",
            )
    return None
