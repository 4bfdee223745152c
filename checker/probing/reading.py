"""Read an answer as a hidden test compares it: JSON exactly typed, text without its tags."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator

DEEPEST_JSON = 100

_UNSHOWN = ("head", "script", "style", "template", "title")
"""Elements whose text a browser does not show in the page."""

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]


class NotJson(Exception):
    """The body is not JSON. The text says why."""


def parse_json(text: str) -> Json:
    """The JSON value in a text. Raises NotJson for anything that JSON does not have.

    NaN and Infinity, which Python's parser takes, are refused; so are numbers of thousands of digits and
    values nested more than DEEPEST_JSON deep.
    """
    if not text.strip():
        raise NotJson("the body is empty")
    try:
        value: Json = json.loads(text, parse_constant=_refuse)
    except RecursionError:
        raise NotJson(f"it is nested more than {DEEPEST_JSON} levels deep") from None
    except json.JSONDecodeError as error:
        raise NotJson(f"{error.msg} at line {error.lineno}, column {error.colno}") from None
    except ValueError as error:
        raise NotJson(str(error)) from None
    if _deeper_than(value, DEEPEST_JSON):
        raise NotJson(f"it is nested more than {DEEPEST_JSON} levels deep")
    return value


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is a number in Python, not in JSON")


def _deeper_than(value: Json, levels: int) -> bool:
    layer: list[Json] = [value]
    for _ in range(levels):
        inside: list[Json] = []
        for item in layer:
            if isinstance(item, dict):
                inside += item.values()
            elif isinstance(item, list):
                inside += item
        if not inside:
            return False
        layer = inside
    return True


def same(expected: Json, got: Json) -> bool:
    """Whether two JSON values are equal and of the same types: 7 is neither "7" nor 7.0 nor true.

    An expected number with a fraction may come as a whole number: JSON has one kind of number for both.
    """
    if isinstance(expected, dict) and isinstance(got, dict):
        return expected.keys() == got.keys() and all(same(expected[key], got[key]) for key in expected)
    if isinstance(expected, list) and isinstance(got, list):
        return len(expected) == len(got) and all(map(same, expected, got))
    if type(expected) is float and type(got) is int:
        return expected == got
    return type(expected) is type(got) and expected == got


def compact(value: Json) -> str:
    """A JSON value on one line, in the order in which it came."""
    return json.dumps(value, ensure_ascii=False)


def shown_text(body: str) -> str:
    """The text of a page without its tags, its entities resolved, white space around it removed."""
    return html.unescape("".join(_between_tags(body))).strip()


def _between_tags(body: str) -> Iterator[str]:
    """The pieces of text that a browser would show.

    Each step moves on, and an end that was not found is not looked for again, so the time grows with the
    length alone: the standard library's parser needs minutes for a hundred thousand characters of `<a <a <a`.
    """
    position = 0
    absent: set[str] = set()
    while (start := body.find("<", position)) >= 0:
        yield body[position:start]
        position = _tag_end(body, start, absent)
        if position == start:
            yield "<"
            position += 1
    yield body[position:]


def _tag_end(body: str, start: int, absent: set[str]) -> int:
    """Where the tag at `start` ends, with all that it keeps unseen; `start` itself where there is no tag."""
    if body.startswith("<!--", start):
        return _behind(body, "-->", start, absent)
    name = body[start + 1 : start + 12].lower()
    if not name or not (name[0].isalpha() or name[0] in "/!?"):
        return start
    unshown = next(
        (tag for tag in _UNSHOWN if name.startswith(tag) and not name[len(tag) :][:1].isalnum()), None
    )
    end = _behind(body, ">", start, absent)
    return _behind(body, f"</{unshown}>", end, absent) if unshown and end > start else end


def _behind(body: str, mark: str, start: int, absent: set[str]) -> int:
    """The position behind the next `mark`; `start` where there is none."""
    found = -1 if mark in absent else body.find(mark, start)
    if found < 0:
        absent.add(mark)
        return start
    return found + len(mark)
