"""Apps with a known verdict get that verdict: right in any style passes, wrong fails where and why it should."""

import pytest
from support import ROOT

from checker.catalog.content import Content
from checker.catalog.exercises import load_exercise
from checker.catalog.submissions import load_submissions
from checker.core.reports import Outcome
from checker.grading.check import Job, check

CONTENT = Content(ROOT)
ALL = list(load_submissions(ROOT / "tests" / "submissions"))
RIGHT = [pytest.param(one, id=one.label) for one in ALL if one.expected is None]
WRONG = [pytest.param(one, id=one.label) for one in ALL if one.expected is not None]
SEED = 20261122


def report_on(submission):
    exercise = load_exercise(CONTENT, submission.exercise)
    return check(Job(exercise, submission.framework, submission.folder, SEED))


@pytest.mark.parametrize("submission", RIGHT)
def test_a_right_app_passes_in_any_style(submission):
    """Every task of a right submission passes."""
    report = report_on(submission)
    failed = {
        task.id: (task.expected, task.got, task.note)
        for task in report.tasks
        if task.outcome is not Outcome.PASSED
    }
    assert failed == {}, report.app


@pytest.mark.parametrize("submission", WRONG)
def test_a_wrong_app_fails_where_and_why_it_should(submission):
    """A wrong submission fails its task, with its cause at its line, and no other task but dependent ones."""
    expected = submission.expected
    report = report_on(submission)
    tasks = {task.id: task for task in report.tasks}
    failed = {task.id for task in report.tasks if task.outcome is Outcome.FAILED}
    diagnosis = tasks[expected.task].diagnosis
    assert diagnosis is not None, (failed, report.app)
    assert diagnosis.cause == expected.cause, diagnosis
    assert failed == {expected.task, *expected.also}
    if expected.file is not None:
        assert (diagnosis.place.file, diagnosis.place.line) == (expected.file, expected.line), diagnosis
