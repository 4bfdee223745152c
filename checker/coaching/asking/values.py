"""The values of the answer are there, and not where or not as they should be."""

from __future__ import annotations

import html
from collections.abc import Callable
from urllib.parse import parse_qsl

from checker.coaching.reading.finding import at
from checker.coaching.reading.received import keys_read
from checker.coaching.reading.returned import answered_at, answering
from checker.coaching.reading.sent import fields_of
from checker.coaching.seen import Seen
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis


def values_swapped(seen: Seen) -> Diagnosis | None:
    """Two values that were sent stand in each other's place."""
    sent = [(key, value) for key, value in _sent(seen).items() if isinstance(value, str) and value]
    expected, got = _texts(seen)
    for number, (key, value) in enumerate(sent):
        for other_key, other in sent[number + 1 :]:
            if (
                value != other
                and value in expected
                and other in expected
                and _exchanged(expected, value, other) == got
            ):
                return Diagnosis(
                    "values-swapped",
                    f"The values of '{key}' and '{other_key}' stand in each other's place: {seen.mismatch.got[:120]}",
                    answered_at(seen),
                    "Look which value goes where in the answer.",
                )
    return None


def _exchanged(text: str, one: str, other: str) -> str:
    return text.replace(one, "\0").replace(other, one).replace("\0", other)


def _sent(seen: Seen) -> dict[str, object]:
    if seen.request is None:
        return {}
    query = dict(parse_qsl(seen.request.target.partition("?")[2], keep_blank_values=True))
    return {**query, **fields_of(seen.request)}


def _texts(seen: Seen) -> tuple[str, str]:
    """What was expected and what came, as texts that can be compared; empty where that makes no sense."""
    if seen.mismatch.aspect not in {Aspect.TEXT, Aspect.JSON}:
        return "", ""
    return seen.mismatch.expected, html.unescape(seen.mismatch.got)


def default_differs(seen: Seen) -> Diagnosis | None:
    """A value that was not sent has no default, or another one than the task asks for."""
    expected, got = seen.mismatch.expected_value, seen.json
    if seen.framework != "flask" or seen.mismatch.aspect is not Aspect.JSON or seen.request is None:
        return None
    if not isinstance(expected, dict) or not isinstance(got, dict) or expected.keys() != got.keys():
        return None
    wrong = [key for key in expected if expected[key] != got[key]]
    read = dict(keys_read(seen, "args"))
    if len(wrong) != 1 or wrong[0] not in read or _was_taken(seen, wrong[0]) or type(got[wrong[0]]) is str:
        return None
    key = wrong[0]
    what = "gives None, because it has no default" if got[key] is None else f"gives {got[key]!r}"
    place = seen.at(read[key])
    return Diagnosis(
        "default-differs",
        f"The request brings no {key!r}, or none that can be read. Then the line at {place} {what};"
        f" {expected[key]!r} is asked for.",
        place,
        "get() takes a default for a value that did not come, as its second argument.",
    )


def _was_taken(seen: Seen, key: str) -> bool:
    """Whether the query has a number under that key: then a default plays no part."""
    value = _sent(seen).get(key)
    return isinstance(value, str) and value.isdigit()


def braces_not_filled_in(seen: Seen) -> Diagnosis | None:
    """A name in braces came back as it was written."""
    if seen.mismatch.aspect is not Aspect.TEXT or not seen.response or not seen.is_fine:
        return None
    sent = fields_of(seen.request) if seen.request else {}
    key = next((key for key in sent if f"{{{key}}}" in seen.response.text), None)
    if key is None:
        return None
    found = answering(seen)
    return Diagnosis(
        "variable-not-filled-in",
        f"The answer holds {{{key}}}, a name in braces, and not its value.",
        at(seen.sources, found) if found else seen.view_place,
        "A name in braces inside a text is filled in only where an f stands before the quote.",
    )


RULES: tuple[Callable[[Seen], Diagnosis | None], ...] = (
    values_swapped,
    default_differs,
    braces_not_filled_in,
)
