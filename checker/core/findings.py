"""What a look at the exercises themselves has found: for their authors, not for learners."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

KATA_BROKE = "kata-broke"
"""The rule of a finding that is a bug of ours."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it has to be, in a sentence about one file."""

    rule: str
    """The rule's slug: stable, for programs."""
    exercise: str
    """The slug of the exercise, or the name of what is taken for one."""
    file: Path
    sentence: str
    line: int | None = None

    @property
    def place(self) -> str:
        """The file, with its line where one is known."""
        return self.file.as_posix() if self.line is None else f"{self.file.as_posix()}:{self.line}"


@dataclass(frozen=True, slots=True)
class Validation:
    """What became of one `kata validate`."""

    seeds: tuple[int, ...]
    judged: dict[str, int]
    """For each exercise, how many apps were run and judged."""
    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings

    @property
    def kata_broke(self) -> bool:
        """Whether a bug of ours is among the findings: then the others may not be all there are."""
        return any(finding.rule == KATA_BROKE for finding in self.findings)

    def of(self, exercise: str) -> tuple[Finding, ...]:
        """The findings about one exercise."""
        return tuple(finding for finding in self.findings if finding.exercise == exercise)
