"""The report for a person: one line a task; only what failed unfolds."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from checker.core.exercises import Framework
from checker.core.reports import Diagnosis, Outcome, Report, TaskReport
from checker.reporters.contrast import contrast
from checker.reporters.lines import Line, Style

WORDS = {
    Outcome.PASSED: ("PASS", Style.GOOD),
    Outcome.FAILED: ("FAIL", Style.BAD),
    Outcome.SKIPPED: ("----", Style.WAITING),
}
INDENT = " " * 6
LABEL = 10
MOST_PRINTED_LINES = 15
NARROWEST, WIDEST = 60, 100


def report_lines(reports: Sequence[Report], columns: int = 80) -> Iterator[Line]:
    """All reports, one after the other, for a terminal of so many columns."""
    width = max(NARROWEST, min(columns, WIDEST))
    for number, report in enumerate(reports):
        before: Line = ()
        if number:
            yield ()
        for line in _one(report, width):
            if line or before:  # one empty line is enough
                yield line
            before = line


def _one(report: Report, width: int) -> Iterator[Line]:
    framework = Framework(report.framework)
    yield (
        (f"{report.exercise} in {framework.title}", Style.STRONG),
        (f"  {report.folder}", Style.QUIET),
    )
    yield ()
    longest = max(len(task.id) for task in report.tasks)
    for task in report.tasks:
        word, style = WORDS[task.outcome]
        yield ("  ", (word, style), f"  {task.id:<{longest}}  {task.title}")
        if task.outcome is Outcome.FAILED:
            yield from _unfolded(task, width)
    yield from _printed(report)
    yield ()
    yield from _sum(report, width)


def _unfolded(task: TaskReport, width: int) -> Iterator[Line]:
    yield ()
    yield from seen_lines(task, width)
    if task.diagnosis is not None:
        yield from cause_lines(task.diagnosis, width)
    if task.curl is not None:
        yield _label("try it", (task.curl, Style.CODE))
    yield ()


def seen_lines(task: TaskReport, width: int) -> Iterator[Line]:
    """The first step of the ladder: what was asked, what was expected, and what came."""
    if task.requirement:
        yield from _labelled("task", task.requirement, width)
    if task.request is not None:
        yield from _labelled("asked", f"{task.request.method} {task.request.target}", width, Style.CODE)
    if task.expected is not None and task.got is not None:
        yield from _side_by_side(task.expected, task.got, width)


def _side_by_side(expected: str, got: str, width: int) -> Iterator[Line]:
    shown = contrast(expected, got, width - len(INDENT) - LABEL)
    yield _label("expected", (shown.expected, Style.GOOD))
    yield _label("got", (shown.got, Style.BAD))
    if shown.marks:
        yield _label("", (shown.marks, Style.BAD))
    if shown.remark:
        yield _label("", shown.remark)


def cause_lines(diagnosis: Diagnosis, width: int) -> Iterator[Line]:
    """The second step: the cause, the learner's own line, and what leads out of it."""
    yield from _labelled("cause", diagnosis.message, width, Style.STRONG)
    place = diagnosis.place
    if place is not None and place.text:
        yield _label("", f"{place}    ", (place.text[:width], Style.CODE))
    if diagnosis.hint:
        yield from _labelled("hint", diagnosis.hint, width)
    yield _label("more", (f"kata explain {diagnosis.cause}", Style.QUIET))


def _labelled(label: str, text: str, width: int, style: Style = Style.PLAIN) -> Iterator[Line]:
    lines = textwrap.wrap(text, width - len(INDENT) - LABEL, break_long_words=False, break_on_hyphens=False)
    for number, line in enumerate(lines or [""]):
        yield _label(label if number == 0 else "", (line, style))


def _label(label: str, *rest: str | tuple[str, Style]) -> Line:
    return (INDENT, (f"{label:<{LABEL}}", Style.QUIET), *rest)


def _printed(report: Report) -> Iterator[Line]:
    """What the app printed, apart and bounded, where something failed."""
    if report.outcome is Outcome.PASSED:
        return
    for name, text in (
        ("standard output", report.app.stdout),
        ("standard error", report.app.stderr),
    ):
        lines = text.rstrip().splitlines()
        if not lines:
            continue
        yield ()
        yield ((f"  Your app wrote this to its {name}:", Style.QUIET),)
        left_out = len(lines) - MOST_PRINTED_LINES
        if left_out > 0:
            yield (("  | ", Style.QUIET), f"[... {left_out} lines before these ...]")
        for line in lines[-MOST_PRINTED_LINES:]:
            yield (("  | ", Style.QUIET), line if len(line) <= WIDEST else f"{line[: WIDEST - 3]}...")


def _sum(report: Report, width: int) -> Iterator[Line]:
    passed = sum(task.outcome is Outcome.PASSED for task in report.tasks)
    skipped = [task for task in report.tasks if task.outcome is Outcome.SKIPPED]
    waiting = sum(task.max_points > 0 for task in skipped)
    elsewhere = len(skipped) - waiting
    style = Style.GOOD if report.outcome is Outcome.PASSED else Style.STRONG
    not_checked = f", {waiting} not checked yet" if waiting else ""
    not_checked += f", {elsewhere} not checked here" if elsewhere else ""
    yield (
        (f"  {passed} of {len(report.tasks)} tasks pass{not_checked}", style),
        f" - {report.points} of {report.max_points} points",
    )
    notes = [*dict.fromkeys(task.note for task in report.tasks if task.note)]
    if report.outcome is not Outcome.PASSED:
        notes.append("For the next hint: kata hint")
        notes.append(f"The inputs were drawn from a seed: --seed {report.seed} draws the same again.")
    elif report.worth_knowing:
        notes.append(f"Worth knowing: {report.worth_knowing}")
    for note in notes:
        for line in textwrap.wrap(note, width - 2):
            yield ((f"  {line}", Style.QUIET),)
