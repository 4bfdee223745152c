"""How often is a verdict right, and how often is the actual cause named, at the right line?

    python benchmarks/diagnosis.py                    # over tests/submissions
    python benchmarks/diagnosis.py some/other/folder  # over any folder of the same shape
    python benchmarks/diagnosis.py --show wrong       # and a line about each app that is told otherwise than expected

The shape is <exercise>/flask|fastapi/right|wrong/<name>/, with an expected.toml beside each wrong app: see
checker/catalog/submissions.py. The exit code is 0 whatever the shares are. See docs/how-to/measure.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from checker.catalog.content import Content
from checker.catalog.exercises import load_exercise
from checker.catalog.submissions import Expected, Submission, load_submissions
from checker.core.reports import Outcome, Report, TaskReport
from checker.grading.check import Job, check
from checker.grading.pool import Done, cores, run_all

ROOT = Path(__file__).resolve().parents[1]
COLUMNS = ("wrong", "fail", "task", "cause", "line", "right", "pass")


@dataclass(frozen=True)
class Told:
    """What was told of one submission."""

    submission: Submission
    report: Report | None
    """None where the check itself broke."""

    @property
    def failed(self) -> list[TaskReport]:
        """The tasks that failed."""
        tasks = self.report.tasks if self.report else ()
        return [task for task in tasks if task.outcome is Outcome.FAILED]

    @property
    def at_the_task(self) -> bool:
        """Whether the expected task failed, and none but those that are expected."""
        expected = self._expected
        ids = {task.id for task in self.failed}
        return expected.task in ids and ids <= {expected.task, *expected.also}

    @property
    def told(self) -> TaskReport | None:
        """What was told of the expected task; of the first that failed where that one did not."""
        wanted = [task for task in self.failed if task.id == self._expected.task]
        return next(iter(wanted or self.failed), None)

    @property
    def right_cause(self) -> bool:
        """Whether the expected cause was named."""
        return bool(self.told and self.told.diagnosis and self.told.diagnosis.cause == self._expected.cause)

    @property
    def right_line(self) -> bool | None:
        """Whether the expected line was named; None where none is expected."""
        if self._expected.line is None:
            return None
        place = self.told.diagnosis.place if self.told and self.told.diagnosis else None
        return place is not None and (place.file, place.line) == (self._expected.file, self._expected.line)

    @property
    def passed(self) -> bool:
        """Whether every task passed."""
        return self.report is not None and self.report.outcome is Outcome.PASSED

    @property
    def _expected(self) -> Expected:
        assert self.submission.expected is not None
        return self.submission.expected


def main() -> None:
    """Judge all of them, and print the shares."""
    options = _options()
    content = Content(ROOT)
    found = list(load_submissions(options.folder, options.exercise))
    exercises = {slug: load_exercise(content, slug) for slug in dict.fromkeys(one.exercise for one in found)}
    jobs = [
        partial(check, Job(exercises[one.exercise], one.framework, one.folder, options.seed)) for one in found
    ]
    print(f"{len(found)} apps below {options.folder}, --seed {options.seed}, {cores()} cores.", flush=True)
    results: dict[int, Done[Report]] = {}
    for number, done in run_all(jobs, options.jobs):
        results[number] = done
        if sys.stderr.isatty():
            print(f"\r{len(results)} of {len(found)}", end="", file=sys.stderr)
    every = [Told(one, results[number].value) for number, one in enumerate(found)]
    for line in (*_differing(every, options.show), *_table(every)):
        print(line)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "tests" / "submissions")
    parser.add_argument("--exercise", help="Only those of this exercise, by its slug.")
    parser.add_argument("--jobs", type=int, help="Apps judged at once. Default: one for each core.")
    parser.add_argument(
        "--seed", type=int, default=1, help="The seed that each app is judged with. Default: 1."
    )
    parser.add_argument("--show", choices=("nothing", "wrong", "all"), default="nothing",
                        help="A line about each app that is told otherwise than expected, or about all.")  # fmt: skip
    options = parser.parse_args()
    if not options.folder.is_dir():
        parser.error(f"There is no folder {options.folder}.")
    return options


# The table


def _table(every: Sequence[Told]) -> Iterator[str]:
    yield f"\n{'':<30}" + "".join(f"{name:>8}" for name in COLUMNS)
    groups = dict.fromkeys(f"{one.submission.exercise} {one.submission.framework.value}" for one in every)
    for name in groups:
        mine = [one for one in every if f"{one.submission.exercise} {one.submission.framework.value}" == name]
        yield _row(name, mine)
    yield _row("all", every)
    yield (
        "\nwrong: wrong apps. Of these, in percent: fail; fail at the task that is expected, and at no other; get the"
        "\nexpected cause; get the expected line, where one is. right: right apps; pass: how many of these pass."
    )


def _row(name: str, every: Sequence[Told]) -> str:
    wrong = [one for one in every if one.submission.expected]
    right = [one for one in every if not one.submission.expected]
    lines = [one.right_line for one in wrong if one.right_line is not None]
    shares = (
        _share([not one.passed for one in wrong]),
        _share([one.at_the_task for one in wrong]),
        _share([one.right_cause for one in wrong]),
        _share(lines),
    )
    cells = (str(len(wrong)), *shares, str(len(right)), _share([one.passed for one in right]))
    return f"{name:<30}" + "".join(f"{cell:>8}" for cell in cells)


def _share(held: Sequence[bool]) -> str:
    return f"{100 * sum(held) / len(held):.1f}" if held else "-"


# One line for each


def _differing(every: Sequence[Told], show: str) -> Iterator[str]:
    for one in every:
        if show == "all" or (show == "wrong" and not _as_expected(one)):
            yield from _about(one)


def _as_expected(one: Told) -> bool:
    if one.submission.expected is None:
        return one.passed
    return one.at_the_task and one.right_cause and one.right_line is not False


def _about(one: Told) -> Iterator[str]:
    yield f"\n{one.submission.label}"
    expected = one.submission.expected
    if expected is not None:
        yield f"    expected  {expected.task}: {expected.cause} at {expected.file}:{expected.line}  {expected.why}"
    if one.report is None:
        yield "    told      the check broke"
    for task in one.failed:
        cause = task.diagnosis
        if cause is not None:
            yield f"    told      {task.id}: {cause.cause} at {cause.place}  {cause.message}  ({cause.hint})"


if __name__ == "__main__":
    main()
