"""Two texts, one above the other, cut to where they differ and marked there."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from checker.core.visible import on_one_line

ELLIPSIS = "..."
ALIKE = "the two look the same here: what differs between them cannot be shown"
_NAMES = {"": "the end", "\n": "a line feed", "\t": "a tab", "\r": "a carriage return"}


@dataclass(frozen=True, slots=True)
class Contrast:
    """What was expected and what came, ready to be shown one under the other."""

    expected: str
    got: str
    marks: str
    """Spaces, and `^` under each character of `got` that is not the expected one; empty where none helps."""
    remark: str = ""
    """What the eye cannot see: which character it is that differs."""


def contrast(expected: str, got: str, width: int) -> Contrast:
    """Cut both texts to `width` around their first difference, so that the two never look alike."""
    left, right = on_one_line(expected), on_one_line(got)
    remark = _remark(expected, got)
    if left == right:
        return Contrast(_cut(left, 0, width), _cut(right, 0, width), "", remark or ALIKE)
    first = _first_difference(left, right)
    last = _last_difference(left, right, first)
    start = 0 if first < width - 12 else first - width // 2
    shown_left, shown_right = _cut(left, start, width), _cut(right, start, width)
    begin = first - start + (len(ELLIPSIS) if start else 0)
    marked = shown_right[begin : begin + last - first]
    marks = " " * _columns(shown_right[:begin]) + "^" * max(1, _columns(marked))
    return Contrast(shown_left, shown_right, marks, remark)


def _first_difference(left: str, right: str) -> int:
    for index, (one, other) in enumerate(zip(left, right, strict=False)):
        if one != other:
            return index
    return min(len(left), len(right))


def _last_difference(left: str, right: str, first: int) -> int:
    """The index in `right` behind its last character that differs."""
    same = 0
    while same < min(len(left), len(right)) - first and left[-1 - same] == right[-1 - same]:
        same += 1
    return len(right) - same


def _cut(text: str, start: int, width: int) -> str:
    lead = ELLIPSIS if start else ""
    shown = text[start : start + width - len(lead)]
    if start + len(shown) < len(text):
        shown = shown[: -len(ELLIPSIS)] + ELLIPSIS
    return lead + shown


def _columns(text: str) -> int:
    """How many columns of a terminal a text takes: a letter may take two, and a combining mark none."""
    return sum(
        0 if unicodedata.combining(letter) else 1 + (unicodedata.east_asian_width(letter) in {"W", "F"})
        for letter in text
    )


def _remark(expected: str, got: str) -> str:
    """A sentence about the first difference, unless both characters are plain ones that are easily told apart."""
    first = _first_difference(expected, got)
    one, other = expected[first : first + 1], got[first : first + 1]
    if one == other or (_is_plain(one) and _is_plain(other)):
        return ""
    return f"character {first + 1}: {_named(one)} is expected, {_named(other)} came"


def _is_plain(letter: str) -> bool:
    return "!" <= letter <= "~" or (letter == " ")


def _named(letter: str) -> str:
    if letter in _NAMES:
        return _NAMES[letter]
    return f"{unicodedata.name(letter, 'a character').lower()} (U+{ord(letter):04X})"
