"""What the person's terminal can show."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TextIO

from checker.reporters.lines import Line, as_coloured_text, as_plain_text


def wants_colour(stream: TextIO | None) -> bool:
    """Whether a stream is a terminal whose owner has not asked for plain text (https://no-color.org)."""
    if stream is None or not stream.isatty():  # None: this process was started with that stream closed
        return False
    return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def to_text(lines: Iterable[Line], stream: TextIO | None) -> str:
    """The lines as this stream can show them."""
    return as_coloured_text(lines) if wants_colour(stream) else as_plain_text(lines)
