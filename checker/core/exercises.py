"""Exercises, their tasks, and the two frameworks that each exercise is asked in."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from pathlib import Path


class Framework(enum.Enum):
    """A web framework that an exercise can be solved in."""

    FLASK = "flask"
    FASTAPI = "fastapi"

    @property
    def title(self) -> str:
        """The framework's name as its own documentation writes it."""
        return {"flask": "Flask", "fastapi": "FastAPI"}[self.value]

    @property
    def other(self) -> Framework:
        """The framework that this one is compared with."""
        return Framework.FASTAPI if self is Framework.FLASK else Framework.FLASK

    @property
    def default_port(self) -> int:
        """The TCP port of the framework's own development server."""
        return 5000 if self is Framework.FLASK else 8000


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that an exercise asks for, worth `points` when it is right."""

    id: str
    title: str
    points: int
    hints: tuple[str, ...]
    needs: tuple[str, ...] = ()
    """Ids of tasks without which this one cannot be judged."""
    owns: tuple[str, ...] = ()
    """Causes of a failed start that are this task's failure, wherever the task stands."""
    given_away: bool = False
    """Whether the stub passes it: the learner's part is to keep it so."""
    example: str = ""
    """A small right module on another subject, which shows the idea of `hints`."""
    answer: tuple[str, ...] = ()
    """What of the solution this task is: names or first lines of what stands at its top level, or whole files."""
    worth_knowing: str = ""
    """What the other framework does at the same place."""


@dataclass(frozen=True, slots=True)
class Exercise:
    """One section of the article, asked in one or both frameworks."""

    slug: str
    title: str
    section: str
    """The section of the article that it follows."""
    tasks: dict[Framework, tuple[Task, ...]]
    folder: Path
    """Where the exercise's stubs and its README lie."""
    solutions: Path
    hidden: Path
    """Where the hidden tests lie."""
    upstream: bool = False
    """Whether the app talks to the checker's upstream service."""
    given: dict[Framework, tuple[Path, ...]] = field(default_factory=dict)
    """Modules that a learner is given and does not edit; an app may come without its copy."""

    @property
    def frameworks(self) -> tuple[Framework, ...]:
        """The frameworks that it is asked in, Flask first."""
        return tuple(framework for framework in Framework if framework in self.tasks)

    def task(self, framework: Framework, task_id: str) -> Task:
        """The task with that id. Raises KeyError where there is none."""
        return {task.id: task for task in self.tasks[framework]}[task_id]
