"""What a look at the exercises themselves has found: for their authors, not for learners."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from pathlib import Path


class Rule(enum.Enum):
    """What has to hold of exercises. docs/reference/validation.md says it of each."""

    UNSOUND_PAGE = "unsound-page"
    MISSING = "missing"
    STRAY_FILE = "stray-file"
    UNREADABLE = "unreadable"
    NOT_IN_README = "not-in-readme"
    NO_HINT = "no-hint"
    NO_LADDER = "no-ladder"
    UNCLAIMED_TASK = "unclaimed-task"
    NO_CLAIM = "no-claim"
    UNKNOWN_TASK = "unknown-task"
    NO_REQUIREMENT = "no-requirement"
    NEVER_FAILED = "never-failed"
    STUB_DOES_NOT_START = "stub-does-not-start"
    STUB_PASSES = "stub-passes"
    STUB_FAILS = "stub-fails"
    SOLUTION_FAILS = "solution-fails"
    RIGHT_FAILS = "right-fails"
    WRONG_PASSES = "wrong-passes"
    FAILS_TOO = "fails-too"
    OTHER_CAUSE = "other-cause"
    OTHER_PLACE = "other-place"
    NOT_CHECKED = "not-checked"
    NO_HELP = "no-help"
    NO_PAGE = "no-page"
    CHECK_FAULT = "check-fault"
    """It comes for each app of an exercise, though the fault is that of its tests."""
    KATA_BROKE = "kata-broke"
    """A bug of ours."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it has to be, in a sentence about one file."""

    rule: Rule
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
        return any(finding.rule is Rule.KATA_BROKE for finding in self.findings)

    def of(self, exercise: str) -> tuple[Finding, ...]:
        """The findings about one exercise."""
        return tuple(finding for finding in self.findings if finding.exercise == exercise)
