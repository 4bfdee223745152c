"""Lines with a meaning for each part, and the two ways to put them out: with colour, or as plain text."""

from __future__ import annotations

import enum
import io
import re
from collections.abc import Iterable

from checker.core.visible import visible


class Style(enum.Enum):
    """What a piece of text is; the words alone must carry the meaning, for not everyone sees a colour."""

    PLAIN = ""
    STRONG = "bold"
    QUIET = "dim"
    GOOD = "bold green"
    BAD = "bold red"
    WAITING = "yellow"
    CODE = "cyan"


_ORDER = re.compile(r"##(?=\w*\[)|^\s*::")

Piece = str | tuple[str, Style]
Line = tuple[Piece, ...]


def as_plain_text(lines: Iterable[Line]) -> str:
    """The lines as text without any colour, each with a line feed at its end."""
    return "".join(
        _no_order("".join(_safe(piece if isinstance(piece, str) else piece[0]) for piece in line)).rstrip()
        + "\n"
        for line in lines
    )


def as_coloured_text(lines: Iterable[Line]) -> str:
    """The lines with the terminal's colours. Texts are never read as rich's own markup."""
    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=10_000, highlight=False, soft_wrap=True)
    for line in lines:
        text = Text(end="")
        for piece in line:
            words, style = (piece, Style.PLAIN) if isinstance(piece, str) else piece
            text.append(_safe(words), style=style.value)
        text.rstrip()
        console.print(text)
    return out.getvalue()


def _safe(text: str) -> str:
    """A piece of one line, with nothing in it that a terminal would act on."""
    return visible(text).replace("\n", "\\n").replace("\t", "    ")


def _no_order(line: str) -> str:
    """The line with a space put into what a build log would take for an order.

    Orders are `##[...]`, `##vso[...]` and their like anywhere in a line, and `::...` at its beginning, behind
    whatever spaces.
    """
    return _ORDER.sub(lambda match: f"{match[0][:-1]} {match[0][-1]}", line)
