"""Lines with a meaning for each part, and the two ways to put them out: with colour, or as plain text."""

from __future__ import annotations

import enum
import io
from collections.abc import Iterable
from typing import TextIO

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


Piece = str | tuple[str, Style]
Line = tuple[Piece, ...]


def as_plain_text(lines: Iterable[Line]) -> str:
    """The lines as text without any colour, each with a line feed at its end."""
    return "".join(
        "".join(_safe(piece if isinstance(piece, str) else piece[0]) for piece in line).rstrip() + "\n"
        for line in lines
    )


def as_coloured_text(lines: Iterable[Line], target: TextIO) -> str:
    """The lines with the terminal's colours. Texts are never read as rich's own markup."""
    from rich.console import Console
    from rich.text import Text

    out = io.StringIO()
    console = Console(file=out, force_terminal=True, width=10_000, highlight=False, soft_wrap=True)
    del target
    for line in lines:
        text = Text(end="")
        for piece in line:
            words, style = (piece, Style.PLAIN) if isinstance(piece, str) else piece
            text.append(_safe(words), style=style.value)
        text.rstrip()
        console.print(text)
    return out.getvalue()


def _safe(text: str) -> str:
    """One line's text, with nothing in it that a terminal or a build log would act on."""
    shown = visible(text).replace("\n", "\\n").replace("\t", "    ")
    return shown.replace("##[", "# #[").replace("##vso", "# #vso")
