"""The next step of a failed task's ladder, and how to get the one after it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from checker.core.exercises import Framework
from checker.core.ladder import Hint, Step
from checker.reporters.lines import Line, Style
from checker.reporters.terminal import NARROWEST, WIDEST, cause_lines, seen_lines

NAMES = {
    Step.SEEN: "what was seen",
    Step.CAUSE: "the cause",
    Step.IDEA: "the idea, with an example on another subject",
    Step.SOLUTION: "the solution's part for this task",
}
INDENT = " " * 6


def hint_lines(hint: Hint, columns: int = 80) -> Iterator[Line]:
    """What was seen, which is always shown, and the step itself."""
    width = max(NARROWEST, min(columns, WIDEST))
    framework = Framework(hint.report.framework)
    yield (
        (f"{hint.report.exercise} in {framework.title}", Style.STRONG),
        (f"  {hint.report.folder}", Style.QUIET),
    )
    yield ()
    yield ("  ", ("FAIL", Style.BAD), f"  {hint.task.id}  {hint.task.title}")
    yield ()
    yield from seen_lines(hint.task, width)
    yield ()
    yield ((f"  Step {hint.step} of {len(Step)}: {NAMES[hint.step]}", Style.STRONG),)
    yield ()
    yield from _step(hint, width)
    yield ()
    for text in (
        *_next(hint),
        f"The inputs were drawn from a seed: --seed {hint.report.seed} draws the same again.",
    ):
        yield from (((f"  {line}", Style.QUIET),) for line in textwrap.wrap(text, width - 2))


def _step(hint: Hint, width: int) -> Iterator[Line]:
    match hint.step:
        case Step.IDEA:
            yield from ((f"{INDENT}{line}",) for line in textwrap.wrap(hint.idea, width - len(INDENT)))
            yield ()
            yield from _code(hint.example)
        case Step.SOLUTION:
            for excerpt in hint.solution:
                yield (INDENT, (excerpt.file, Style.QUIET))
                yield from _code(excerpt.text)
                yield ()
        case _:
            if hint.task.diagnosis is not None:
                yield from cause_lines(hint.task.diagnosis, width)


def _code(text: str) -> Iterator[Line]:
    yield from ((f"{INDENT}    ", (line, Style.CODE)) for line in text.splitlines())


def _next(hint: Hint) -> Iterator[str]:
    if hint.step < Step.IDEA:
        yield "For the next step: kata hint"
    elif hint.step is Step.IDEA:
        yield f"To see {NAMES[Step.SOLUTION]}: kata hint --solution"
