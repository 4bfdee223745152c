"""The next step of the ladder for one failed task."""

from __future__ import annotations

from checker.catalog.answers import answer_to
from checker.catalog.causes import cause_slugs, load_cause
from checker.catalog.content import Content
from checker.core.exercises import Exercise, Framework
from checker.core.ladder import Hint, Step
from checker.core.reports import Outcome, Report, TaskReport


def first_failing(report: Report) -> TaskReport | None:
    """The first task that failed; None where none did."""
    return next((task for task in report.tasks if task.outcome is Outcome.FAILED), None)


def next_step(shown: int, solution: bool) -> Step:
    """The step after those that were shown. The last one comes only to who asks for it."""
    if solution:
        return Step.SOLUTION
    return Step(min(max(shown + 1, Step.CAUSE), Step.IDEA))


def hint_for(content: Content, exercise: Exercise, report: Report, told: TaskReport, step: Step) -> Hint:
    """The step with its texts. Raises CheckerFault where the exercise does not have them."""
    framework = Framework(report.framework)
    task = exercise.task(framework, told.id)
    cause = told.diagnosis.cause if told.diagnosis else ""
    if step is Step.SOLUTION:
        return Hint(report, told, step, solution=answer_to(exercise, framework, task))
    if not report.app.started and cause in cause_slugs(content):  # the task's own idea is not what is missing
        page = load_cause(content, cause)
        return Hint(report, told, step, page.why, page.examples[framework])
    return Hint(report, told, step, " ".join(task.hints), task.example)
