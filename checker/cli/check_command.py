"""`kata check`: judge one exercise."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from checker.catalog.content import find_content
from checker.catalog.exercises import load_exercise, slugs
from checker.catalog.lookup import find_slug
from checker.cli.asking import app_options, folder_of, frameworks_of, progress, seed_of
from checker.cli.output_file import OutputFile
from checker.cli.result import ExitCode, Result
from checker.cli.screen import to_text
from checker.core.limits import Limits
from checker.core.reports import Outcome, Report
from checker.grading.check import Job, check
from checker.reporters.as_json import render_json
from checker.reporters.lines import Line, as_plain_text
from checker.reporters.terminal import report_lines
from checker.workspace.memory import Memory, after_report, default_file

SHOWN = 2
"""The steps of each failed task's ladder that a report shows: what was seen, and the cause."""


@click.command("check")
@click.argument("exercise")
@app_options
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
    frameworks = frameworks_of(found, framework, path, task_id)
    target = OutputFile(output) if output is not None else None
    drawn = seed_of(seed)
    reports = []
    for one in frameworks:
        folder = folder_of(found, one, path)
        with progress(f"Checking {found.slug} in {one.title}"):
            reports.append(check(Job(found, one, folder, drawn, Limits(whole=timeout), task_id)))
        _remember(reports[-1], folder)
    return _tell(reports, style, target)


def _remember(report: Report, folder: Path) -> None:
    """Let `kata hint` go on from here. A place that cannot be written to takes nothing from the report."""
    memory = Memory(default_file())
    memory.keep(after_report(memory.of(report.exercise, report.framework, folder), report, SHOWN))


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
