"""A comma behind a value makes a tuple of one: JSON has a list there, and Flask refuses it as a whole answer."""

from __future__ import annotations

import ast

from checker.coaching.reading.reach import nodes
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


def comma_makes_tuple(seen: Seen) -> Diagnosis | None:
    """A value came in a list of its own, or Flask could make no answer of a tuple; and there is such a comma."""
    if not (_refused_by_flask(seen) or _in_a_list(seen)):
        return None
    for found in nodes(seen):
        node = found[1]
        value = node.value if isinstance(node, (ast.Assign, ast.AnnAssign, ast.Return)) else None
        if not isinstance(value, ast.Tuple) or len(value.elts) != 1:
            continue
        place = seen.at((found[0], value.elts[0]))
        return Diagnosis(
            "comma-makes-tuple",
            f"The comma behind the value at {place} makes a tuple of it: a row of values with only one in it."
            + (
                " Flask can make no answer of that."
                if _refused_by_flask(seen)
                else " In JSON that is a list."
            ),
            place,
            "In Python the comma makes the tuple, also without parentheses. Take the comma away, and the value stays as"
            " it is.",
        )
    return None


def _refused_by_flask(seen: Seen) -> bool:
    raised = seen.raised
    return raised is not None and raised.type == "TypeError" and not raised.own and "tuple" in raised.message


def _in_a_list(seen: Seen) -> bool:
    """Whether one value of the answer, or the answer itself, is a list with the right value in it."""
    if seen.mismatch.aspect is not Aspect.JSON:
        return False
    expected, got = seen.mismatch.expected_value, seen.json
    if isinstance(expected, dict) and isinstance(got, dict):
        return any(got.get(key) == [value] for key, value in expected.items())
    return got == [expected]


RULES = (comma_makes_tuple,)
