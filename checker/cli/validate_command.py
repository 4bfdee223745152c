"""`kata validate`: hold the exercises themselves to what they promise."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from checker.catalog.content import Content, find_content
from checker.catalog.exercises import slugs
from checker.catalog.lookup import find_slug
from checker.cli.result import ExitCode, Result
from checker.cli.screen import to_text
from checker.core.errors import UsageError
from checker.core.findings import Validation
from checker.reporters.findings import render_validation, validation_lines

SUBMISSIONS = Path("tests") / "submissions"


@click.command("validate")
@click.argument("exercise", required=False)
@click.option("--content", "root", type=click.Path(path_type=Path),
              help="A folder with exercises/, solutions/ and hidden/, where it is not kata's own.")  # fmt: skip
@click.option("--submissions", type=click.Path(path_type=Path),
              help="The folder with apps whose verdict is known. Without it: tests/submissions.")  # fmt: skip
@click.option("--seeds", type=click.IntRange(1, 1000), default=3, show_default=True,
              help="How many seeds each solution is judged with.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(1, 1000),
              help="How many apps are judged at once. Without it: one for each core.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["terminal", "json"]), default="terminal",
              show_default=True, help="Findings to read, or findings for programs.")  # fmt: skip
def command(
    exercise: str | None,
    root: Path | None,
    submissions: Path | None,
    seeds: int,
    jobs: int | None,
    style: str,
) -> Result:
    """For authors and CI: check that the exercises are sound, all of them or EXERCISE.

    Runs every stub, every solution and every app whose verdict is known, and compares what comes of them with what
    has to. Exit code 0: sound. 1: not sound, and each finding is a sentence about a file. 2: the command was not
    understood. 3: the fault is kata's.
    """
    content = _content(root)
    only = find_slug(exercise, slugs(content)) if exercise is not None else None
    corpus = _submissions(content, submissions, own=root is None)
    from checker.grading.survey import Request, validate

    with _progress() as tell:
        found = validate(Request(content, corpus, only, seeds, jobs), tell)
    return Result(_code(found), out=_told(found, style))


def _content(root: Path | None) -> Content:
    if root is None:
        return find_content()
    content = Content(root.resolve())
    if not content.exercises.is_dir():
        raise UsageError(f"--content {root}: there is no folder {content.exercises}.")
    return content


def _submissions(content: Content, named: Path | None, own: bool) -> Path:
    folder = content.root / SUBMISSIONS if named is None else named.resolve()
    if not folder.is_dir() and (own or named is not None):
        raise UsageError(
            f"There is no folder {folder}. Say with --submissions where the apps lie whose verdict is known."
        )
    return folder


def _code(found: Validation) -> ExitCode:
    if found.kata_broke:
        return ExitCode.OUR_FAULT
    return ExitCode.PASSED if found.sound else ExitCode.NOT_YET


def _told(found: Validation, style: str) -> str:
    if style == "json":
        return render_validation(found)
    return to_text(validation_lines(found, shutil.get_terminal_size().columns), sys.stdout)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal's standard error; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield lambda _done, _of: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("Judging"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        line = bar.add_task("apps", total=None)
        yield lambda done, of: bar.update(line, completed=done, total=of)
