"""What comes of an app becomes findings, by the report on it alone; and many calls are done at once."""

import dataclasses
from functools import partial
from pathlib import Path

import pytest
from calls import end_suddenly, raise_fault, raise_surprise, square
from samples import APP, FAILED, PASSED, report_of

from checker.catalog.submissions import Expected
from checker.core.errors import CheckerFault
from checker.core.exercises import Exercise, Framework, Task
from checker.core.findings import Finding, Rule, Validation
from checker.core.reports import Outcome, TaskReport
from checker.grading.pool import Done, cores, run_all
from checker.grading.validate import Role, Trial, judge_app, merged
from checker.reporters.findings import render_validation, validation_lines
from checker.reporters.lines import as_plain_text

TASKS = (
    Task("index", "Index", 10, ("One.",)),
    Task("hello", "Hello", 20, ("Two.",)),
    Task("links", "L", 30, ()),
)
EXERCISE = Exercise("03-routing", "", "", {Framework.FLASK: TASKS}, Path("e"), Path("s"), Path("h"))
LINKS = TaskReport("links", "Links", Outcome.PASSED, points=30, max_points=30)
PLACE = Expected("hello", "wrong-text", "app.py", 9)
EXPLAINED = {"wrong-text"}


def of(role, *tasks, expected=None, app=APP):
    trial = Trial(EXERCISE, Framework.FLASK, role, Path("there"), 7, expected)
    return {(one.rule.value, one.sentence) for one in judge_app(trial, report_of(*tasks, app=app), EXPLAINED)}


def rules(*tasks, expected, app=APP):
    return {rule for rule, _ in of(Role.WRONG, *tasks, expected=expected, app=app)}


def failed_like(task):
    return dataclasses.replace(task, outcome=Outcome.FAILED, diagnosis=FAILED.diagnosis, hints=("Look.",))


def skipped(task, unreachable=False):
    return dataclasses.replace(
        task, outcome=Outcome.SKIPPED, note="Not checked yet: why.", unreachable=unreachable
    )


# a wrong app


def test_a_wrong_app_that_fails_as_it_should_is_sound():
    """The task that is named fails, with its cause at its line, and the others pass."""
    assert rules(PASSED, FAILED, LINKS, expected=PLACE) == set()


def test_a_task_that_fails_too_has_to_be_named():
    """A second failure is a finding, unless `also` names its task."""
    assert rules(PASSED, FAILED, failed_like(LINKS), expected=PLACE) == {"fails-too"}
    also = dataclasses.replace(PLACE, also=("links",))
    assert rules(PASSED, FAILED, failed_like(LINKS), expected=also) == set()


def test_what_is_named_has_to_fail():
    """A task that `also` names, and that passes or is not checked, is a finding."""
    also = dataclasses.replace(PLACE, also=("links",))
    assert rules(PASSED, FAILED, LINKS, expected=also) == {"wrong-passes"}
    assert rules(PASSED, FAILED, skipped(LINKS), expected=also) == {"wrong-passes"}


def test_a_task_may_wait_for_the_one_that_fails():
    """A task that is not checked because of another one is as it should be."""
    assert rules(PASSED, FAILED, skipped(LINKS), expected=PLACE) == set()


def test_a_task_that_could_not_be_asked_is_a_finding():
    """A task that is not checked because the app was gone, or its time was up, has no excuse."""
    assert rules(PASSED, FAILED, skipped(LINKS, unreachable=True), expected=PLACE) == {"not-checked"}


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        (Expected("hello", "wrong-text"), set()),
        (Expected("hello", "no-routes"), {"other-cause"}),
        (Expected("hello", "wrong-text", "app.py", 8), {"other-place"}),
        (Expected("hello", "wrong-text", "app.py"), {"other-place"}),
        (Expected("hello", "wrong-text", None, 9), {"other-place"}),
        (Expected("hello", "no-routes", "a.py", 9), {"other-cause", "other-place"}),
    ],
)
def test_cause_and_place_are_compared(expected, found):
    """The cause has to be the one that is expected, and so has the place, where one is."""
    assert rules(PASSED, FAILED, LINKS, expected=expected) == found


def test_a_cause_without_a_place_is_at_another_place():
    """Where a place is expected and the diagnosis names none, that is a finding and no crash."""
    nowhere = dataclasses.replace(FAILED, diagnosis=dataclasses.replace(FAILED.diagnosis, place=None))
    assert of(Role.WRONG, PASSED, nowhere, LINKS, expected=PLACE) == {
        ("other-place", "The cause of 'hello' has to be named at app.py:9. It is named at no place.")
    }


# help


def test_each_cause_has_a_page():
    """A cause that `kata explain` does not know is a finding in whichever app it is named."""
    found = dataclasses.replace(FAILED, diagnosis=dataclasses.replace(FAILED.diagnosis, cause="new-cause"))
    assert ("no-page", "The cause new-cause has no page in causes/.") in of(Role.STUB, PASSED, found, LINKS)


@pytest.mark.parametrize("missing", [{"diagnosis": None}, {"hints": ()}])
def test_each_failure_has_a_cause_and_a_hint(missing):
    """A task that fails without a cause, or without any hint, is a finding in whichever app it is seen."""
    helpless = ("no-help", "'hello' fails without a cause or without a hint.")
    task = dataclasses.replace(FAILED, **missing)
    links = failed_like(LINKS)
    assert helpless in of(Role.STUB, failed_like(PASSED), task, links)
    assert helpless in of(Role.WRONG, PASSED, task, LINKS, expected=PLACE)


# all of them


def test_a_failure_with_several_seeds_is_said_once():
    """A solution that fails with two seeds is one finding, although other inputs were drawn."""
    trial = Trial(EXERCISE, Framework.FLASK, Role.SOLUTION, Path("there"), 1)
    first, second = (
        [*judge_app(dataclasses.replace(trial, seed=seed), report_of(PASSED, task, LINKS), EXPLAINED)]
        for seed, task in ((1, FAILED), (2, dataclasses.replace(FAILED, expected="Hello, Ada!")))
    )
    assert len(first) == len(second) == 1
    assert merged(first + second) == tuple(first)
    assert "Repeat it with --seed 1." in first[0].sentence


def test_two_files_with_the_same_fault_are_two_findings():
    """The same sentence about two files is said of each, but for a fault of the tests that both are judged by."""
    one, other = (
        Finding(Rule.MISSING, "a", Path("x"), "It is."),
        Finding(Rule.MISSING, "a", Path("y"), "It is."),
    )
    assert merged([other, one]) == (one, other)
    spoilt = [dataclasses.replace(finding, rule=Rule.CHECK_FAULT) for finding in (one, other)]
    assert merged(spoilt) == (spoilt[0],)


def test_findings_are_shown_without_anything_that_acts():
    """Whatever is in a file's name or in an app's answer, no report of findings holds a control character."""
    finding = Finding(Rule.MISSING, "a", Path("b\x1b[2J"), "Got '\x1b]0;owned\x07' ##[error]")
    validation = Validation((1,), {"a": 1}, (finding,))
    for text in (as_plain_text(validation_lines(validation)), render_validation(validation)):
        assert not [letter for letter in text if ord(letter) < 32 and letter != "\n"]
        assert "##[" not in text


# many calls at once


def test_calls_are_done_and_known_by_their_number():
    """Each call's value comes with the number of the call, whatever the order."""
    values = dict(run_all([partial(square, number) for number in range(20)], 2))
    assert values == {number: Done(number * number) for number in range(20)}


def test_no_calls_are_done_at_once():
    """Nothing to do is no pool."""
    assert list(run_all([])) == []


def test_a_fault_of_one_call_ends_no_other():
    """A CheckerFault comes as its sentence, any other exception with its line; the other calls are done."""
    values = dict(run_all([raise_fault, raise_surprise, partial(square, 3)], 1))
    assert values[0] == Done(fault="The page is unsound.")
    assert values[1].bug.startswith("ZeroDivisionError: by nothing (")
    assert "calls.py:" in values[1].bug
    assert values[2] == Done(9)


def test_the_sudden_end_of_a_process_is_our_fault():
    """Where a process of the pool is gone, that is said in a sentence."""
    with pytest.raises(CheckerFault, match="ended suddenly"):
        list(run_all([end_suddenly], 1))


def test_there_is_a_core():
    """This machine has at least one core."""
    assert cores() >= 1
