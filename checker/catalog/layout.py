"""What may lie where in an exercise's folders, and what lies there all the same.

Everything in `exercises/` is copied to learners, and everything else goes into the wheel: a file that nobody meant to
be there does harm. A `__pycache__` in `hidden/` is no stray: checks make it themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.catalog.content import Content
from checker.catalog.submissions import EXPECTED
from checker.core.exercises import Exercise, Framework

PAGE = "exercise.toml"
README = "README.md"
VERDICTS = ("right", "wrong")
OUR_OWN = {"__pycache__"}
"""What a check leaves in `hidden/`."""


@dataclass(frozen=True, slots=True)
class Stray:
    """A file or a folder that does not belong where it lies."""

    path: Path
    sentence: str


def strays_around(content: Content, submissions: Path, slugs: Iterable[str]) -> Iterator[Stray]:
    """Folders that stand where an exercise's folder would, and belong to none."""
    known = set(slugs)
    for entry in _entries(content.exercises):
        if entry.name not in known:
            yield Stray(entry, f"It is no exercise: that is a folder such as '08-two-words' with its {PAGE}.")
    for folder in (content.solutions, content.hidden, submissions):
        for entry in _entries(folder):
            if entry.is_dir() and entry.name not in {*known, *OUR_OWN}:
                yield Stray(entry, "It belongs to no exercise: none has this slug.")


def strays_of(exercise: Exercise, submissions: Path) -> Iterator[Stray]:
    """Files and folders of one exercise that do not belong there."""
    asked = {framework.value for framework in exercise.frameworks}
    tests = {f"test_{name}.py" for name in (*asked, "both")}
    yield from _unknown(exercise.folder, {PAGE, README, *asked})
    yield from _unknown(exercise.solutions, asked)
    yield from _unknown(exercise.hidden, tests | OUR_OWN)
    yield from _unknown(submissions / exercise.slug, asked)
    for name in sorted(asked):
        yield from _leftovers(exercise.folder / name)
        yield from _leftovers(exercise.solutions / name)
        yield from _strays_of_submissions(submissions / exercise.slug / name)


def _strays_of_submissions(folder: Path) -> Iterator[Stray]:
    yield from _unknown(folder, set(VERDICTS))
    for verdict in VERDICTS:
        for entry in _entries(folder / verdict):
            if not entry.is_dir():
                yield Stray(entry, "It does not belong here: each submission is a folder.")
            elif verdict == "right" and (entry / EXPECTED).exists():
                yield Stray(entry / EXPECTED, "It does not belong here: a right submission fails nothing.")
        yield from _leftovers(folder / verdict)


def _unknown(folder: Path, known: set[str]) -> Iterator[Stray]:
    for entry in _entries(folder):
        if entry.name in known:
            continue
        name = entry.stem.removeprefix("test_")
        if name in {framework.value for framework in Framework}:
            yield Stray(entry, f"It does not belong here: {PAGE} asks nothing in {Framework(name).title}.")
        else:
            wanted = ", ".join(sorted(known - OUR_OWN))
            yield Stray(entry, f"It does not belong here: this folder holds {wanted}.")


def _leftovers(folder: Path) -> Iterator[Stray]:
    """What tools leave behind: compiled files, and files that a listing does not show."""
    for entry in sorted(folder.rglob("*")):
        if entry.name == "__pycache__" or entry.name.startswith("."):
            yield Stray(entry, "It does not belong here: a tool left it behind.")


def _entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.is_dir() else []
