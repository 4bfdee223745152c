"""How long we wait and how much we read. All times are seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one check of one app."""

    whole: float = 60.0
    """From the app's start to its last answer."""
    start: float = 10.0
    """From the process's start until the app is ready to answer."""
    exchange: float = 5.0
    """From the first byte of a request to the last byte of its answer."""
    body_bytes: int = 1_000_000
    """The longest body that is read, packed or unpacked."""
    printed_bytes: int = 20_000
    """How much of what the app prints is kept, for each stream."""


class Deadline:
    """A moment that does not move, and how far away it is."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    @property
    def remaining(self) -> float:
        """Seconds that are left, never below zero."""
        return max(0.0, self._end - time.monotonic())

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return self.remaining == 0.0

    def within(self, seconds: float) -> Deadline:
        """The nearer of this deadline and one `seconds` from now."""
        return Deadline(min(seconds, self.remaining))
