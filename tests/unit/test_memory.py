"""Where a learner is: what one report changes of it, and what is forgotten."""

from pathlib import Path

from samples import FAILED, PASSED, SKIPPED, report_of

from checker.workspace.memory import MOST_FOLDERS, Memory, Shown, Whereabouts, after_report

START = Whereabouts("03-routing", "flask", "/anywhere")
CAUSE = FAILED.diagnosis.cause


def test_a_failed_task_is_at_the_steps_that_were_shown():
    """A report that shows two steps leaves each failed task at the second."""
    assert after_report(START, report_of(FAILED), 2).tasks == {FAILED.id: Shown(CAUSE, 2)}


def test_a_report_never_takes_a_step_back():
    """Who has seen the third step is not sent back to the second by a check."""
    here = START.after_step(FAILED.id, CAUSE, 3)
    assert after_report(here, report_of(FAILED), 2).step(FAILED.id, CAUSE) == 3


def test_another_cause_begins_anew():
    """The steps of another cause count for nothing."""
    here = START.after_step(FAILED.id, "another", 3)
    assert after_report(here, report_of(FAILED), 2).tasks == {FAILED.id: Shown(CAUSE, 2)}


def test_a_task_that_passes_is_forgotten_and_one_that_was_not_judged_is_kept():
    """A pass ends a ladder; a task that waits keeps its place."""
    here = START.after_step(PASSED.id, "x", 3).after_step(SKIPPED.id, "y", 3)
    assert after_report(here, report_of(PASSED, SKIPPED), 2).tasks == {SKIPPED.id: Shown("y", 3)}


def test_the_latest_folder_is_the_last_that_was_kept(tmp_path):
    """Each command that judges an app moves its folder to the end, over all restarts."""
    file = tmp_path / "a" / "whereabouts.json"
    memory = Memory(file)
    for name in ("one", "two", "one"):
        assert memory.keep(memory.of("03-routing", "flask", tmp_path / name)) is None
    assert Memory(file).latest == Whereabouts("03-routing", "flask", str(tmp_path / "one"))


def test_a_folder_that_is_used_for_another_exercise_begins_anew(tmp_path):
    """What was shown belongs to an exercise in a framework, and not to a folder alone."""
    memory = Memory(tmp_path / "whereabouts.json")
    memory.keep(memory.of("03-routing", "flask", tmp_path).after_step("hello", "x", 3))
    assert memory.of("03-routing", "flask", tmp_path).step("hello", "x") == 3
    assert memory.of("03-routing", "fastapi", tmp_path).tasks == {}


def test_old_folders_are_forgotten(tmp_path):
    """The file does not grow without end."""
    memory = Memory(tmp_path / "whereabouts.json")
    for number in range(MOST_FOLDERS + 3):
        memory.keep(memory.of("03-routing", "flask", Path(f"/folder/{number}")))
    kept = Memory(tmp_path / "whereabouts.json")
    assert kept.of("03-routing", "flask", Path("/folder/0")).tasks == {}
    assert len(kept._rows) == MOST_FOLDERS
