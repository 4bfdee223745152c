"""Submissions whose verdict is known: `<exercise>/<framework>/right|wrong/<name>/` in a folder of such.

A wrong one has an `expected.toml` beside its files:

    task = "hello"                        # the task that fails
    cause = "trailing-slash-redirect"     # the cause that its diagnosis names
    file = "app.py"                       # optional: the place that the diagnosis names
    line = 9
    also = ["links"]                      # optional: other tasks that fail for the same mistake
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.core.errors import CheckerFault
from checker.core.exercises import Framework

EXPECTED = "expected.toml"


@dataclass(frozen=True, slots=True)
class Expected:
    """What a wrong submission has to come to."""

    task: str
    cause: str
    file: str | None = None
    line: int | None = None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Submission:
    """An app with a known verdict."""

    exercise: str
    framework: Framework
    name: str
    folder: Path
    expected: Expected | None
    """None for a right one."""

    @property
    def label(self) -> str:
        """Its path below the folder of submissions."""
        verdict = "wrong" if self.expected else "right"
        return f"{self.exercise}/{self.framework.value}/{verdict}/{self.name}"


def load_submissions(root: Path, exercise: str | None = None) -> Iterator[Submission]:
    """Every submission below a folder, or those for one exercise, in order of their paths.

    Raises CheckerFault where one is neither right nor wrong, or its `expected.toml` is unsound.
    """
    for folder in sorted(root.glob(f"{exercise or '*'}/*/*/*/")):
        slug, framework, verdict, name = folder.relative_to(root).parts
        if framework not in {one.value for one in Framework} or verdict not in {"right", "wrong"}:
            raise CheckerFault(f"{folder} does not lie in <exercise>/flask|fastapi/right|wrong/<name>.")
        expected = _expected(folder / EXPECTED) if verdict == "wrong" else None
        yield Submission(slug, Framework(framework), name, folder, expected)


def _expected(page: Path) -> Expected:
    try:
        data = tomllib.loads(page.read_text(encoding="utf-8"))
        expected = Expected(**{**data, "also": tuple(data.get("also", ()))})
    except FileNotFoundError:
        raise CheckerFault(f"{page} is missing: it says which task fails, and why.") from None
    except (OSError, ValueError, TypeError) as error:
        raise CheckerFault(f"{page} cannot be read: {error}") from error
    if not isinstance(expected.task, str) or not isinstance(expected.cause, str):
        raise CheckerFault(f"{page}: 'task' and 'cause' are texts.")
    return expected
