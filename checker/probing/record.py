"""How a hidden test went: what the plugin writes down and grading reads."""

from __future__ import annotations

from dataclasses import dataclass

from checker.core.evidence import AppRun, Mismatch
from checker.core.exchanges import Exchange


@dataclass(frozen=True, slots=True)
class TestRecord:
    """How one hidden test went."""

    task: str
    requirement: str
    mismatch: Mismatch | None = None
    """What was wrong; None where the test passed."""
    run: AppRun | None = None
    """What was known of the app's process when it went wrong."""
    last: Exchange | None = None
    skipped: str | None = None
    """Why it was not run."""
    unreachable: bool = False
    """Whether that was because the app could not be asked, and not because of another task."""
    not_here: bool = False
    """Whether it was not run for a reason that lies in this machine."""
    order: int = 0
    """Its place among the tests as they are written."""
