"""Where a learner is: the exercise of the last check, and how far down the ladder each failed task has led.

It is a comfort, not a record: what cannot be read is begun anew, and what cannot be written is not missed.
"""

from __future__ import annotations

import contextlib
import json
import tempfile
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from checker.core.reports import Outcome, Report

VERSION = 1
MOST_FOLDERS = 200


@dataclass(frozen=True, slots=True)
class Shown:
    """How much of the ladder was shown for one failed task."""

    cause: str
    """The cause that it was shown for: with another one, the ladder begins again."""
    step: int


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a learner is in one folder."""

    exercise: str
    framework: str
    folder: str
    """Its absolute path."""
    tasks: dict[str, Shown] = field(default_factory=dict)

    def step(self, task_id: str, cause: str) -> int:
        """The last step that was shown for a task and this cause; 0 for none."""
        shown = self.tasks.get(task_id)
        return shown.step if shown is not None and shown.cause == cause else 0

    def after_step(self, task_id: str, cause: str, step: int) -> Whereabouts:
        """The same, one step further down one task's ladder."""
        tasks = {**self.tasks, task_id: Shown(cause, max(step, self.step(task_id, cause)))}
        return Whereabouts(self.exercise, self.framework, self.folder, tasks)


def after_report(before: Whereabouts, report: Report, shown: int) -> Whereabouts:
    """Where the learner is when a report has shown so many steps of each failed task."""
    passed = {task.id for task in report.tasks if task.outcome is Outcome.PASSED}
    tasks = {task_id: one for task_id, one in before.tasks.items() if task_id not in passed}
    here = Whereabouts(before.exercise, before.framework, before.folder, tasks)
    for task in report.tasks:
        if task.outcome is Outcome.FAILED and task.diagnosis is not None:
            here = here.after_step(task.id, task.diagnosis.cause, shown)
    return here


def default_file() -> Path:
    """The file in the place that the system has for such."""
    from platformdirs import user_state_path

    return user_state_path("kata", appauthor=False) / "whereabouts.json"


class Memory:
    """The whereabouts in all folders, the latest last, in one file."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._rows = _read(file)

    @property
    def latest(self) -> Whereabouts | None:
        """Where the learner was last."""
        return next(reversed(self._rows.values()), None)

    def of(self, exercise: str, framework: str, folder: Path) -> Whereabouts:
        """Where the learner is in a folder; at the beginning where it is not known, or was of another exercise."""
        path = str(folder.absolute())
        found = self._rows.get(path)
        known = found is not None and (found.exercise, found.framework) == (exercise, framework)
        return found if found is not None and known else Whereabouts(exercise, framework, path)

    def keep(self, here: Whereabouts) -> OSError | None:
        """Remember it as the latest; why it could not be, where it could not."""
        self._rows.pop(here.folder, None)
        self._rows[here.folder] = here
        for old in list(self._rows)[:-MOST_FOLDERS]:
            del self._rows[old]
        try:
            _write(self._file, self._rows)
        except OSError as error:
            return error
        return None


def _read(file: Path) -> dict[str, Whereabouts]:
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["version"] == VERSION:
            return {row["folder"]: _row(row) for row in data["folders"]}
    return {}


def _row(row: dict[str, Any]) -> Whereabouts:
    tasks = {str(key): Shown(str(one["cause"]), int(one["step"])) for key, one in row["tasks"].items()}
    return Whereabouts(str(row["exercise"]), str(row["framework"]), str(row["folder"]), tasks)


def _write(file: Path, rows: dict[str, Whereabouts]) -> None:
    """Write the file whole, or leave the old one: two commands may run at once."""
    text = json.dumps({"version": VERSION, "folders": [asdict(row) for row in rows.values()]}, indent=1)
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent) as beside:
        draft = Path(beside) / file.name
        draft.write_text(text, encoding="utf-8")
        draft.replace(file)
