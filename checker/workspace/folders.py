"""Find the folder in which a learner solves an exercise."""

from __future__ import annotations

from pathlib import Path

from checker.core.exercises import Exercise, Framework


def find_folder(exercise: Exercise, framework: Framework, start: Path) -> Path:
    """The learner's folder for the exercise: `exercises/<slug>/<framework>` here or further up.

    Where there is none, the path that it would have here is returned: the check then says so.
    """
    inside = Path("exercises") / exercise.slug / framework.value
    for base in (start, *start.parents):
        if (base / inside).is_dir():
            return base / inside
    return start / inside
