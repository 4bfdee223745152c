"""HTML that a client sent was taken out of the page, where it was to be shown as text."""

from __future__ import annotations

import ast
import html
import re

from checker.coaching.answers.escaping import CONTENT, page_of, values_sent
from checker.coaching.reading.finding import at
from checker.coaching.reading.received import nodes_of
from checker.coaching.reading.returned import answered_at
from checker.coaching.reading.templates import filled, line_in
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.core.reports import Diagnosis, Place

_WAYS = frozenset({"replace", "sub", "subn", "striptags", "clean", "translate", "strip", "isalnum", "join"})
_FILTER = re.compile(r"\|\s*(?:striptags|replace|trim)\b")


def html_taken_out(seen: Seen) -> Diagnosis | None:
    """A part of what came in is on the page, and its tags are not, not even as text."""
    text = html.unescape(page_of(seen))
    if seen.mismatch.aspect not in CONTENT or not text or not seen.is_fine:
        return None
    for value in values_sent(seen):
        kept = value.partition(">")[2].partition("<")[0]
        if "<" not in value or value in text or value in html.unescape(text) or not kept or kept not in text:
            continue
        place = _in_template(seen) or _in_code(seen) or answered_at(seen)
        return Diagnosis(
            "html-removed",
            f"{value} came in, and the answer shows only a part of it. It should be shown whole, as text.",
            place,
            "Do not take anything out of what came in. Escaping keeps every character, and a browser shows them as they"
            " were typed.",
        )
    return None


def _in_template(seen: Seen) -> Place | None:
    """The line of the template with a filter that takes something out."""
    template = filled(seen)
    lines = (template.text or "").split("\n") if template else []
    number = next((number for number, line in enumerate(lines, 1) if _FILTER.search(line)), None)
    return line_in(seen, template, number) if template and number is not None else None


def _in_code(seen: Seen) -> Place | None:
    """The first line that takes something out of a text."""
    for file, node in nodes_of(seen):
        if isinstance(node, ast.Call) and last_name(node.func) in _WAYS:
            return at(seen.sources, (file, node))
    return None


RULES = (html_taken_out,)
