"""Find an exercise, a task or a cause by what a person types."""

from __future__ import annotations

from collections.abc import Iterable

from checker.core.errors import UsageError
from checker.core.exercises import Exercise, Framework


def find_slug(typed: str, slugs: Iterable[str]) -> str:
    """The slug that `03-routing`, `03`, `3` or `routing` means. Raises UsageError where none fits."""
    known = {name: slug for slug in slugs for name in _names(slug)}
    wanted = typed.strip().rstrip("/").lower()
    if wanted in known:
        return known[wanted]
    raise UsageError(
        f"There is no exercise {typed!r}.{_did_you_mean(wanted, known, known)}"
        " Type `kata list` to see them all."
    )


def check_task_id(exercise: Exercise, frameworks: Iterable[Framework], task_id: str) -> None:
    """Raise UsageError where no one of these frameworks has that task."""
    ids = [task.id for framework in frameworks for task in exercise.tasks[framework]]
    if task_id not in ids:
        raise UsageError(
            f"{exercise.slug} has no task {task_id!r}.{_did_you_mean(task_id, ids, {})}"
            f" Its tasks are: {', '.join(dict.fromkeys(ids))}."
        )


def find_cause(typed: str, slugs: Iterable[str]) -> str:
    """The cause of that name. Raises UsageError where there is none."""
    known = list(slugs)
    wanted = typed.strip().strip("[]").lower()
    if wanted in known:
        return wanted
    raise UsageError(
        f"There is no cause {typed!r}.{_did_you_mean(wanted, known, {})} Type `kata explain` to see them all."
    )


def _names(slug: str) -> tuple[str, ...]:
    number, _, word = slug.partition("-")
    return slug, number, str(int(number)), word


def _did_you_mean(typed: str, names: Iterable[str], meaning: dict[str, str]) -> str:
    import difflib

    close = difflib.get_close_matches(typed, list(names), n=1)
    return f" Did you mean {meaning.get(close[0], close[0])!r}?" if close else ""
