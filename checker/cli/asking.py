"""What the commands that check an app have in common: which frameworks, which folder, which seed."""

from __future__ import annotations

import math
import random
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from checker.catalog.lookup import check_task_id
from checker.core.errors import UsageError
from checker.core.exercises import Exercise, Framework
from checker.core.limits import Limits
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


def app_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which app is asked, and with which inputs."""
    framework = click.option("-f", "--framework", type=click.Choice([one.value for one in Framework]),
        help="Check only this framework. Both are checked without it.")  # fmt: skip
    path = click.option("--path", type=click.Path(path_type=Path),
        help="The folder with your app, where it is not exercises/<exercise>/<framework>.")  # fmt: skip
    task = click.option("--task", "task_id", help="Judge this one task.")
    seed = click.option("--seed", type=click.IntRange(0, SEEDS - 1),
        help="Draw the same inputs as the report that shows this seed.")  # fmt: skip
    timeout = click.option("--timeout", type=Seconds(min=0, min_open=True, max=3600), default=Limits().whole,
        show_default=True, help="Seconds that one app has, from its start to its last answer.")  # fmt: skip
    return framework(path(task(seed(timeout(command)))))


def frameworks_of(
    exercise: Exercise, named: str | None, path: Path | None, task_id: str | None
) -> list[Framework]:
    """The frameworks that are asked for. Raises UsageError where the words do not fit together."""
    if named is not None and Framework(named) not in exercise.frameworks:
        raise UsageError(f"{exercise.slug} is not asked in {Framework(named).title}.")
    frameworks = list(exercise.frameworks) if named is None else [Framework(named)]
    if path is not None and len(frameworks) > 1:
        raise UsageError("--path is one app's folder: say with --framework which framework it is for.")
    if task_id is None:
        return frameworks
    check_task_id(exercise, frameworks, task_id)
    return [one for one in frameworks if task_id in {task.id for task in exercise.tasks[one]}]


def folder_of(exercise: Exercise, framework: Framework, path: Path | None) -> Path:
    """The folder with the app, as a person would name it from here."""
    folder = path or find_folder(exercise, framework, Path.cwd())
    try:
        return folder.relative_to(Path.cwd())
    except ValueError:
        return folder


def seed_of(named: int | None) -> int:
    """The seed that was named, or a new one."""
    return random.SystemRandom().randrange(SEEDS) if named is None else named


@contextmanager
def progress(text: str) -> Iterator[None]:
    """A turning sign on a terminal's standard error; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield
