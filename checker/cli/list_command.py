"""`kata list`: the exercises, their frameworks, tasks and points."""

from __future__ import annotations

import sys

import click

from checker.catalog.content import find_content
from checker.catalog.exercises import load_exercise, slugs
from checker.cli.result import ExitCode, Result
from checker.cli.screen import to_text
from checker.core.exercises import Exercise
from checker.reporters.lines import Line, Style


@click.command("list")
def command() -> Result:
    """Show the exercises, their frameworks, tasks and points."""
    content = find_content()
    lines: list[Line] = []
    for slug in slugs(content):
        lines += [*_exercise(load_exercise(content, slug)), ()]
    lines.append(("Check one: kata check 03-routing --framework flask",))
    return Result(ExitCode.PASSED, out=to_text(lines, sys.stdout))


def _exercise(exercise: Exercise) -> list[Line]:
    lines: list[Line] = [
        (
            (exercise.slug, Style.STRONG),
            f"  {exercise.title}",
            (f"  ({exercise.section})", Style.QUIET),
        )
    ]
    for framework in exercise.frameworks:
        tasks = exercise.tasks[framework]
        points = sum(task.points for task in tasks)
        lines.append((f"  {framework.title}: {len(tasks)} tasks, {points} points",))
        lines += [(f"    {task.id:<12} {task.points:>3}  {task.title}",) for task in tasks]
    return lines
