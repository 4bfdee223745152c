"""Does a verdict ever change? Every solution is judged many times, each time with another seed.

    python benchmarks/no_flake.py               # 100 rounds, and 100 more with every core busy
    python benchmarks/no_flake.py --rounds 3    # the short form, for CI

A solution passes. A check that says otherwise, once, is a change of verdict: 0 are expected, and the exit code is 1
where there is one. First the machine is left alone, and one app is judged at a time; then the same again while one
process for each core does nothing but count. See docs/how-to/measure.md.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checker.catalog.content import Content
from checker.catalog.exercises import load_exercise, slugs
from checker.core.exercises import Exercise, Framework
from checker.core.reports import Outcome, Report
from checker.grading.check import Job, check
from checker.grading.pool import Done, cores, run_all

CONTENT = Content(Path(__file__).resolve().parents[1])
SEEDS = 2**32
COUNT = "import os, sys, threading\n"
COUNT += "threading.Thread(target=lambda: (sys.stdin.read(), os._exit(0)), daemon=True).start()\n"
COUNT += "while True: pass"
"""A process that keeps a core busy until its standard input ends, which it does when this script ends."""


@dataclass(frozen=True)
class Suite:
    """One solution, and the tests that judge it."""

    exercise: Exercise
    framework: Framework

    @property
    def name(self) -> str:
        """As a table names it."""
        return f"{self.exercise.slug} {self.framework.value}"

    def job(self, seed: int) -> Callable[[], Report]:
        """One check of it."""
        folder = self.exercise.solutions / self.framework.value
        return partial(check, Job(self.exercise, self.framework, folder, seed))


def main() -> None:
    """Judge all of them, on an idle machine and on a busy one; exit with 1 where a verdict changed."""
    options = _options()
    suites = _suites(options.exercise)
    print(f"{cores()} cores, {options.rounds} rounds, seeds drawn from --seed {options.seed}.")
    changes = 0
    for title, load in (("idle machine", contextlib.nullcontext), ("every core busy", _busy_cores)):
        with load():
            print(f"\n{title:<28}{'checks':>8}{'changes':>9}{'seconds':>9}")
            changes += sum(_judge(suite, options, title) for suite in suites)
    print(f"\nChanges of verdict: {changes}.")
    sys.exit(1 if changes else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=100, help="Checks of each solution. Default: 100.")
    parser.add_argument("--exercise", choices=slugs(CONTENT), help="Only this one.")
    parser.add_argument("--jobs", type=int, default=1, help="Apps judged at once. Default: 1.")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(SEEDS),
                        help="Draw the same seeds as the run that shows this one.")  # fmt: skip
    options = parser.parse_args()
    if options.rounds < 1 or options.jobs < 1:
        parser.error("--rounds and --jobs are 1 or more.")
    return options


def _suites(only: str | None) -> list[Suite]:
    exercises = [load_exercise(CONTENT, slug) for slug in slugs(CONTENT) if only in (None, slug)]
    return [Suite(exercise, framework) for exercise in exercises for framework in exercise.frameworks]


def _judge(suite: Suite, options: argparse.Namespace, title: str) -> int:
    """Judge one solution in all rounds; print a line about it, and one about each change of verdict."""
    drawn = random.Random(f"{options.seed}:{title}:{suite.name}")
    seeds = [drawn.randrange(SEEDS) for _ in range(options.rounds)]
    began = time.monotonic()
    changed = []
    for number, done in run_all([suite.job(seed) for seed in seeds], options.jobs):
        why = _change(done)
        if why:
            changed.append(f"    --seed {seeds[number]}: {why}")
    seconds = time.monotonic() - began
    print(f"{suite.name:<28}{len(seeds):>8}{len(changed):>9}{seconds:>9.1f}")
    print("".join(f"{line}\n" for line in sorted(changed)), end="", flush=True)
    return len(changed)


def _change(done: Done[Report]) -> str:
    """What became of a check that should have passed; empty where it passed."""
    if done.value is None:
        return done.fault or done.bug or "no report"
    told = [task for task in done.value.tasks if task.outcome is not Outcome.PASSED]
    return "; ".join(f"{task.id} {task.outcome.value}: {task.got or task.note}" for task in told)


@contextlib.contextmanager
def _busy_cores() -> Iterator[None]:
    with ExitStack() as running:
        for _ in range(os.cpu_count() or 1):
            process = subprocess.Popen([sys.executable, "-c", COUNT], stdin=subprocess.PIPE)
            running.enter_context(process)  # at the end: closes its standard input, and waits
        yield


if __name__ == "__main__":
    main()
