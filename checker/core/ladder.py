"""The ladder of hints: what a learner is told of a failed task, step by step."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from checker.core.reports import Report, TaskReport


class Step(enum.IntEnum):
    """One step: each tells more than the one before it."""

    SEEN = 1
    """What was asked, what was expected, what came."""
    CAUSE = 2
    """The diagnosis: why, and at which line of the learner's."""
    IDEA = 3
    """The idea of the task, with an example on another subject."""
    SOLUTION = 4
    """The solution's part for the task. Only who asks for it gets it."""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some lines of a file."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Hint:
    """The next step for one failed task."""

    report: Report
    task: TaskReport
    step: Step
    idea: str = ""
    example: str = ""
    solution: tuple[Excerpt, ...] = ()
