"""`kata hint`: the next step for the first task that fails."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import click

from checker.catalog.content import Content, find_content
from checker.catalog.exercises import load_exercise, slugs
from checker.catalog.lookup import find_slug
from checker.cli.asking import app_options, folder_of, frameworks_of, progress, seed_of
from checker.cli.result import ExitCode, Result
from checker.cli.screen import to_text
from checker.core.errors import UsageError
from checker.core.exercises import Exercise, Framework
from checker.core.limits import Limits
from checker.core.reports import Report, TaskReport
from checker.grading.check import Job, check
from checker.grading.hints import first_failing, hint_for, next_step
from checker.reporters.hint import hint_lines
from checker.reporters.terminal import report_lines
from checker.workspace.memory import Memory, after_report, default_file


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a hint is asked for."""

    content: Content
    exercise: Exercise
    framework: Framework
    folder: Path


@click.command("hint")
@click.argument("exercise", required=False)
@app_options
@click.option("--solution", is_flag=True, help="Show the solution's part for the task, the last step.")
def command(
    exercise: str | None,
    framework: str | None,
    path: Path | None,
    task_id: str | None,
    seed: int | None,
    timeout: float,
    solution: bool,
) -> Result:
    """Show the next step for the first task of EXERCISE that fails.

    Without EXERCISE: of the last one that was checked. Each call goes one step on: the cause, the idea with an example.
    The last step, the solution's part, comes only with --solution.
    """
    memory = Memory(default_file())
    content = find_content()
    drawn, limits = seed_of(seed), Limits(whole=timeout)
    reports = []
    for asked in _asked(content, memory, exercise, framework, path, task_id):
        with progress(f"Checking {asked.exercise.slug} in {asked.framework.title}"):
            report = check(Job(asked.exercise, asked.framework, asked.folder, drawn, limits, task_id))
        task = first_failing(report)
        if task is not None:
            return _hint(asked, memory, report, task, solution)
        reports.append(report)
        memory.keep(
            after_report(memory.of(asked.exercise.slug, asked.framework.value, asked.folder), report, 0)
        )
    return Result(ExitCode.PASSED, out=to_text(report_lines(reports, _columns()), sys.stdout))


def _asked(
    content: Content,
    memory: Memory,
    exercise: str | None,
    framework: str | None,
    path: Path | None,
    task_id: str | None,
) -> list[Asked]:
    """The apps that are looked at, in order, until one fails."""
    latest = memory.latest
    if exercise is None:
        if latest is None or latest.exercise not in slugs(content):
            raise UsageError("Which exercise? Say it, as in: kata hint 03-routing --framework flask")
        if path is None and framework in {None, latest.framework}:
            framework, path = latest.framework, Path(latest.folder)
        exercise = latest.exercise
    found = load_exercise(content, find_slug(exercise, slugs(content)))
    frameworks = frameworks_of(found, framework, path, task_id)
    return [Asked(content, found, one, folder_of(found, one, path)) for one in frameworks]


def _hint(asked: Asked, memory: Memory, report: Report, task: TaskReport, solution: bool) -> Result:
    here = after_report(memory.of(report.exercise, report.framework, asked.folder), report, 0)
    cause = task.diagnosis.cause if task.diagnosis else ""
    step = next_step(here.step(task.id, cause), solution)
    hint = hint_for(asked.content, asked.exercise, report, task, step)
    problem = memory.keep(here.after_step(task.id, cause, step))
    forgotten = f"Where you are cannot be remembered: {problem.strerror}.\n" if problem else ""
    return Result(ExitCode.NOT_YET, out=to_text(hint_lines(hint, _columns()), sys.stdout), err=forgotten)


def _columns() -> int:
    return shutil.get_terminal_size().columns
