"""Read an answer as a hidden test compares it: JSON exactly typed, text without its tags."""

from __future__ import annotations

import json
from html.parser import HTMLParser

LONGEST_TEXT = 100_000
DEEPEST_JSON = 100

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


class _Words(HTMLParser):
    """Collects what a browser would show of a page."""

    _UNSHOWN = frozenset({"head", "script", "style", "template", "title"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unshown = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._unshown += tag in self._UNSHOWN

    def handle_endtag(self, tag: str) -> None:
        self._unshown -= tag in self._UNSHOWN and self._unshown > 0

    def handle_data(self, data: str) -> None:
        if not self._unshown:
            self.words.append(data)


def shown_text(body: str) -> str:
    """The text of a page without its tags, its entities resolved, white space around it removed."""
    page = _Words()
    page.feed(body[:LONGEST_TEXT])
    page.close()
    return "".join(page.words).strip()
