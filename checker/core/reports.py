"""The outcome of a check, as every reporter receives it."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from checker.core.exchanges import Request, Response


class Outcome(enum.Enum):
    """How a task or a whole check ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"
    """Not checked: something else has to be right first."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line in the learner's folder."""

    file: str
    line: int | None = None
    text: str | None = None
    """The line itself, without its indentation."""

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The named cause of a failure, in a sentence about this learner's own code."""

    cause: str
    """The cause's slug: stable, so that it can be looked up."""
    message: str
    place: Place | None = None
    hint: str | None = None
    """The idea that leads out of it, where the cause alone tells."""


@dataclass(frozen=True, slots=True)
class TaskReport:
    """How one task went."""

    id: str
    title: str
    outcome: Outcome
    points: int
    max_points: int
    """0 where the task cannot be checked on this machine: that is nobody's fault, and costs no points."""
    requirement: str = ""
    """What the hidden test that decided asks for."""
    request: Request | None = None
    curl: str | None = None
    """The request as a line for a shell, to the address where the learner runs the app by hand."""
    response: Response | None = None
    expected: str | None = None
    got: str | None = None
    diagnosis: Diagnosis | None = None
    hints: tuple[str, ...] = ()
    note: str | None = None
    """Why a task was not checked."""
    unreachable: bool = False
    """Whether it was not checked because the app, which had started, could not be asked any more."""


@dataclass(frozen=True, slots=True)
class AppReport:
    """What is told about the app's process."""

    started: bool
    startup_ms: int | None
    exit_code: int | None
    stdout: str
    stderr: str
    error: str | None
    """Why it did not start, in one sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    """One exercise in one framework, checked."""

    exercise: str
    title: str
    framework: str
    folder: str
    seed: int
    app: AppReport
    tasks: tuple[TaskReport, ...]
    worth_knowing: str | None = None
    """After a pass: what the other framework does at the same place."""

    @property
    def outcome(self) -> Outcome:
        """Passed if every task passed that could be checked on this machine."""
        checkable = [task for task in self.tasks if task.max_points]
        right = all(task.outcome is Outcome.PASSED for task in checkable)
        return Outcome.PASSED if right and checkable else Outcome.FAILED

    @property
    def points(self) -> int:
        """The points of the tasks that passed."""
        return sum(task.points for task in self.tasks)

    @property
    def max_points(self) -> int:
        """The points of all tasks that were asked for."""
        return sum(task.max_points for task in self.tasks)
