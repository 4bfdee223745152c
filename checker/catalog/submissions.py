"""Submissions whose verdict is known: `<exercise>/<framework>/right|wrong/<name>/` in a folder of such.

A wrong one has an `expected.toml` beside its files:

    task = "hello"                        # the task that fails
    cause = "trailing-slash-redirect"     # the cause that its diagnosis names
    file = "app.py"                       # optional: the place that the diagnosis names
    line = 9
    also = ["links"]                      # optional: other tasks that fail for the same mistake
    why = "The rule ends in a slash."     # optional: the mistake in words
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
    why: str = ""
    """The mistake, in the words of who made the submission."""


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
        yield load_submission(root, folder)


def load_submission(root: Path, folder: Path) -> Submission:
    """The submission in a folder below a folder of such. Raises CheckerFault where it is unsound."""
    slug, framework, verdict, name = folder.relative_to(root).parts
    if framework not in {one.value for one in Framework} or verdict not in {"right", "wrong"}:
        raise CheckerFault(f"{folder} does not lie in <exercise>/flask|fastapi/right|wrong/<name>.")
    expected = _expected(folder / EXPECTED) if verdict == "wrong" else None
    return Submission(slug, Framework(framework), name, folder, expected)


def _expected(page: Path) -> Expected:
    try:
        data = tomllib.loads(page.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CheckerFault(f"{page} is missing: it says which task fails, and why.") from None
    except (OSError, ValueError) as error:
        raise CheckerFault(f"{page} cannot be read: {error}") from error
    for key, value in data.items():
        if key not in _KEYS:
            raise CheckerFault(f"{page}: {key!r} is not known. It may have {', '.join(_KEYS)}.")
        kind, fits = _KEYS[key]
        if not fits(value):
            raise CheckerFault(f"{page}: {key!r} is not {kind}.")
    for key in ("task", "cause"):
        if key not in data:
            raise CheckerFault(f"{page}: {key!r} is missing.")
    return Expected(**{**data, "also": tuple(data.get("also", ()))})


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_line(value: object) -> bool:
    return type(value) is int and value > 0


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


_KEYS = {
    "task": ("a text", _is_text),
    "cause": ("a text", _is_text),
    "file": ("a text", _is_text),
    "line": ("a whole number from 1 up", _is_line),
    "also": ("a list of texts", _is_texts),
    "why": ("a text", _is_text),
}
