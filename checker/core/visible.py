"""Make text from an app safe to show: what a terminal or a log would act on becomes visible."""

from __future__ import annotations

import dataclasses
import re
from typing import TypeVar

_UNSAFE = re.compile(
    "["
    "\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters; tab and line feed stay
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # unseen, or turns text round
    "\u2028\u2029\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff"  # half a character: cannot be encoded
    "\U000e0000-\U000e007f"
    "]"
)

Word = TypeVar("Word")


def visible(text: str) -> str:
    r"""The text with control characters, lone surrogates and unseen characters written as escapes.

    A line feed and a tab stay as they are; an escape character becomes the four letters `\x1b`.
    """
    return _UNSAFE.sub(_escaped, text)


def on_one_line(text: str) -> str:
    r"""The visible text with line feeds and tabs written as `\n` and `\t`."""
    return visible(text).replace("\n", "\\n").replace("\t", "\\t")


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\r":
        return "\\r"
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def all_visible(word: Word) -> Word:
    """A copy of a dataclass in which every text, however deep, is visible. Bytes are left alone."""
    return _walk(word)  # type: ignore[return-value]


def _walk(value: object) -> object:
    if isinstance(value, str):
        return visible(value)
    if isinstance(value, tuple):
        return tuple(_walk(item) for item in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.replace(
            value,
            **{item.name: _walk(getattr(value, item.name)) for item in dataclasses.fields(value)},
        )
    return value
