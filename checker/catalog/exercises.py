"""Read `exercise.toml`, the page that says what an exercise asks for.

title = "Routing"
section = "Common Practices: Routing"
upstream = true               # optional: the app talks to the checker's upstream service

[flask]
given = ["upstream.py"]       # optional: files of the stub that the learner does not edit

[[flask.tasks]]
id = "index"
title = "The index page"
points = 10
hints = ["..."]
needs = ["other-task"]        # optional: judged only when that one passed
owns = ["server-at-import"]   # optional: causes of a failed start that fail this task
given_away = true             # optional: the stub passes it, and the learner has to keep it so
example = "..."               # a small right module on another subject, which shows the idea of the hints
answer = ["index"]            # what of the solution this task is: names or statements at its top level, or files
worth_knowing = "..."         # what the other framework does at the same place
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from checker.catalog.content import Content
from checker.core.errors import CheckerFault
from checker.core.exercises import Exercise, Framework, Task

_SLUG = re.compile(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*")
_TASK_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


_PAGE_KEYS = {"title", "section", "upstream", *(framework.value for framework in Framework)}
_FRAMEWORK_KEYS = {"given", "tasks"}
_TASK_KEYS = {
    "id",
    "title",
    "points",
    "hints",
    "needs",
    "owns",
    "given_away",
    "example",
    "answer",
    "worth_knowing",
}


def slugs(content: Content) -> tuple[str, ...]:
    """The slugs of all exercises, in order."""
    pages = content.exercises.glob("*/exercise.toml")
    return tuple(sorted(page.parent.name for page in pages if _SLUG.fullmatch(page.parent.name)))


def load_exercise(content: Content, slug: str) -> Exercise:
    """The exercise of that slug. Raises CheckerFault with a sentence where its page is unsound."""
    page = content.exercises / slug / "exercise.toml"
    try:
        data = tomllib.loads(page.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckerFault(f"{page} cannot be read: {error}") from error
    _only(page, data, _PAGE_KEYS)
    tasks = {
        framework: _tasks(page, data[framework.value]) for framework in Framework if framework.value in data
    }
    if not tasks:
        raise CheckerFault(f"{page} has no tasks for any framework.")
    return Exercise(
        slug=slug,
        title=_text(page, data, "title"),
        section=_text(page, data, "section"),
        tasks=tasks,
        folder=content.exercises / slug,
        solutions=content.solutions / slug,
        hidden=content.hidden / slug,
        upstream=_flag(page, data, "upstream"),
        given={framework: _given(page, framework, data[framework.value]) for framework in tasks},
    )


def _tasks(page: Path, table: Any) -> tuple[Task, ...]:
    rows = table.get("tasks", []) if isinstance(table, dict) else None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CheckerFault(f"{page}: a framework's tasks are tables such as [[flask.tasks]].")
    _only(page, table, _FRAMEWORK_KEYS)
    tasks = tuple(_task(page, row) for row in rows)
    ids = [task.id for task in tasks]
    for task in tasks:
        if ids.count(task.id) > 1:
            raise CheckerFault(f"{page} has two tasks with the id {task.id!r}.")
        for needed in task.needs:
            if needed not in ids[: ids.index(task.id)]:
                raise CheckerFault(f"{page}: {task.id!r} needs {needed!r}, which does not stand before it.")
    if not tasks:
        raise CheckerFault(f"{page} names a framework without tasks.")
    return tasks


def _task(page: Path, row: dict[str, Any]) -> Task:
    _only(page, row, _TASK_KEYS)
    task_id = _text(page, row, "id")
    if not _TASK_ID.fullmatch(task_id):
        raise CheckerFault(f"{page}: a task's id is words of a-z and 0-9 joined by '-', not {task_id!r}.")
    points = row.get("points")
    if type(points) is not int or points < 1:
        raise CheckerFault(f"{page}: task {task_id!r} needs points, a whole number from 1 up.")
    return Task(
        id=task_id,
        title=_text(page, row, "title"),
        points=points,
        hints=_texts(page, row, "hints"),
        needs=_texts(page, row, "needs"),
        owns=_texts(page, row, "owns"),
        given_away=_flag(page, row, "given_away"),
        example=_optional_text(page, row, "example"),
        answer=_texts(page, row, "answer"),
        worth_knowing=_optional_text(page, row, "worth_knowing"),
    )


def _only(page: Path, table: dict[str, Any], known: set[str]) -> None:
    """A key that is misspelled would be overlooked in silence."""
    for key in sorted(set(table) - known):
        raise CheckerFault(f"{page}: {key!r} is not known. It may have {', '.join(sorted(known))}.")


def _flag(page: Path, data: dict[str, Any], key: str) -> bool:
    value = data.get(key, False)
    if not isinstance(value, bool):
        raise CheckerFault(f"{page}: {key!r} is true or false.")
    return value


def _given(page: Path, framework: Framework, table: dict[str, Any]) -> tuple[Path, ...]:
    files = tuple(page.parent / framework.value / name for name in _texts(page, table, "given"))
    for file in files:
        if not file.is_file():
            raise CheckerFault(f"{page} gives {file.name}, and there is no {file}.")
    return files


def _text(page: Path, row: dict[str, Any], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CheckerFault(f"{page}: {key!r} is missing or is not a text.")
    return value


def _optional_text(page: Path, row: dict[str, Any], key: str) -> str:
    return _text(page, row, key).strip() if key in row else ""


def _texts(page: Path, row: dict[str, Any], key: str) -> tuple[str, ...]:
    values = row.get(key, [])
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise CheckerFault(f"{page}: {key!r} is not a list of texts.")
    return tuple(values)
