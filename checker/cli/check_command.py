"""`kata check`: judge one exercise."""

from __future__ import annotations

import math
import random
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from checker.catalog.content import find_content
from checker.catalog.exercises import load_exercise, slugs
from checker.catalog.lookup import check_task_id, find_slug
from checker.cli.output_file import OutputFile
from checker.cli.result import ExitCode, Result
from checker.cli.screen import to_text
from checker.core.errors import UsageError
from checker.core.exercises import Exercise, Framework
from checker.core.limits import Limits
from checker.core.reports import Outcome, Report
from checker.grading.check import Job, check
from checker.reporters.as_json import render_json
from checker.reporters.lines import Line, as_plain_text
from checker.reporters.terminal import report_lines
from checker.workspace.folders import find_folder

SEEDS = 2**32


class Seconds(click.FloatRange):
    """A time that can be waited for: `nan`, which is in no range and beyond none, is none."""

    name = "seconds"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The number, or a usage error."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number of seconds.", param, ctx)
        return seconds


@click.command("check")
@click.argument("exercise")
@click.option("-f", "--framework", type=click.Choice([f.value for f in Framework]),
              help="Check only this framework. Both are checked without it.")  # fmt: skip
@click.option("--path", type=click.Path(path_type=Path),
              help="The folder with your app, where it is not exercises/<exercise>/<framework>.")  # fmt: skip
@click.option("--task", "task_id", help="Judge this one task.")
@click.option("--seed", type=click.IntRange(0, SEEDS - 1),
              help="Draw the same inputs as the report that shows this seed.")  # fmt: skip
@click.option("--timeout", type=Seconds(min=0, min_open=True, max=3600), default=Limits().whole,
              show_default=True, help="Seconds that one app has, from its start to its last answer.")  # fmt: skip
@click.option("--format", "style", type=click.Choice(["terminal", "json"]), default="terminal",
              show_default=True, help="A report to read, or one for programs.")  # fmt: skip
@click.option("--output", type=click.Path(path_type=Path), help="Write the report to this file instead.")
def command(
    exercise: str,
    framework: str | None,
    path: Path | None,
    task_id: str | None,
    seed: int | None,
    timeout: float,
    style: str,
    output: Path | None,
) -> Result:
    """Check your app for EXERCISE: 03-routing, or 03, 3, routing.

    Exit code 0: every task passes. 1: not there yet. 2: the command was not understood. 3: the fault is kata's.
    """
    content = find_content()
    found = load_exercise(content, find_slug(exercise, slugs(content)))
    frameworks = _frameworks(found, framework)
    if path is not None and len(frameworks) > 1:
        raise UsageError("--path is one app's folder: say with --framework which framework it is for.")
    if task_id is not None:
        check_task_id(found, frameworks, task_id)
        frameworks = [one for one in frameworks if task_id in {task.id for task in found.tasks[one]}]
    target = OutputFile(output) if output is not None else None
    seed = random.SystemRandom().randrange(SEEDS) if seed is None else seed
    limits = Limits(whole=timeout)
    reports = []
    for one in frameworks:
        folder = path or find_folder(found, one, Path.cwd())
        with _progress(f"Checking {found.slug} in {one.title}"):
            reports.append(check(Job(found, one, _shortest(folder), seed, limits, task_id)))
    return _tell(reports, style, target)


def _frameworks(exercise: Exercise, named: str | None) -> list[Framework]:
    if named is None:
        return list(exercise.frameworks)
    if Framework(named) not in exercise.frameworks:
        raise UsageError(f"{exercise.slug} is not asked in {Framework(named).title}.")
    return [Framework(named)]


def _tell(reports: list[Report], style: str, target: OutputFile | None) -> Result:
    passed = all(report.outcome is Outcome.PASSED for report in reports)
    code = ExitCode.PASSED if passed else ExitCode.NOT_YET
    if target is None:
        if style == "json":
            return Result(code, out=render_json(reports))
        return Result(code, out=to_text(_lines(reports), sys.stdout))
    text = render_json(reports) if style == "json" else as_plain_text(_lines(reports))
    return Result(code, err=target.write(text))


def _lines(reports: list[Report]) -> Iterator[Line]:
    return report_lines(reports, shutil.get_terminal_size().columns)


def _shortest(folder: Path) -> Path:
    """The folder as a person would name it from here."""
    try:
        return folder.relative_to(Path.cwd())
    except ValueError:
        return folder


@contextmanager
def _progress(text: str) -> Iterator[None]:
    """A turning sign on a terminal's standard error; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield
