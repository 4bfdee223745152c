"""`kata hint`: the ladder of one failed task, a step at each call; and where the learner is, remembered."""

import json

import pytest
from support import ROOT

WRONG = """
from flask import Flask

app = Flask(__name__)


@app.route("/")
def home():
    return "Hello, world!"


if __name__ == "__main__":
    app.run(debug=True)
"""
RIGHT = WRONG.replace("world", "World")
BROKEN = WRONG.replace("def home():", "def home()")


@pytest.fixture
def learner(tmp_path):
    """A learner's folder for 02-setup in Flask, with an app that is right but for a capital letter."""
    folder = tmp_path / "exercises/02-setup/flask"
    folder.mkdir(parents=True)
    (folder / "app.py").write_text(WRONG)
    return folder


def step_of(ran):
    return next(line for line in ran.out.splitlines() if "Step " in line).strip()


def test_each_call_goes_one_step_on(kata, learner):
    """After a check, which shows the cause, the first call shows the idea; the last step is offered, and not shown."""
    assert kata("check", "2", "-f", "flask").code == 1
    ran = kata("hint")
    assert (ran.code, ran.err) == (1, "")
    assert step_of(ran).startswith("Step 3 of 4: the idea")
    assert "kata hint --solution" in ran.out
    assert step_of(kata("hint")) == step_of(ran)


def test_who_has_not_checked_sees_the_cause_first(kata, learner):
    """Without a check before it, the first call shows the cause with its line, and the second the idea."""
    ran = kata("hint", "2", "-f", "flask")
    assert step_of(ran) == "Step 2 of 4: the cause"
    assert "text-nearly-right" in ran.out
    assert "app.py:9" in ran.out
    assert step_of(kata("hint")).startswith("Step 3")


def test_what_was_seen_is_always_shown(kata, learner):
    """Each step comes with the request, what was expected and what came."""
    for words in (["hint", "2", "-f", "flask"], ["hint"], ["hint", "--solution"]):
        ran = kata(*words)
        assert "asked     GET /" in ran.out
        assert "expected  Hello, World!" in ran.out


def test_the_solutions_part_comes_only_when_it_is_asked_for(kata, learner):
    """--solution shows the lines of the solution for this task, and no step before it has them."""
    told = [kata("hint", "2", "-f", "flask").out, kata("hint").out, kata("hint").out]
    last = kata("hint", "--solution")
    assert step_of(last).startswith("Step 4 of 4")
    assert 'return "Hello, World!"' in last.out
    assert not any('return "Hello, World!"' in text for text in told)


def test_another_cause_begins_the_ladder_again(kata, learner):
    """Where the task fails for another reason than before, its cause is what comes next."""
    kata("check", "2", "-f", "flask")
    (learner / "app.py").write_text(WRONG.replace('return "Hello, world!"', 'print("Hello")'))
    ran = kata("hint")
    assert step_of(ran) == "Step 2 of 4: the cause"
    assert "printed-not-returned" in ran.out


def test_an_app_that_does_not_start_gets_the_idea_of_its_cause(kata, learner):
    """The idea of a task is no help to a file that cannot be read: its cause's page is."""
    (learner / "app.py").write_text(BROKEN)
    kata("check", "2", "-f", "flask")
    ran = kata("hint")
    assert step_of(ran).startswith("Step 3")
    page = kata("explain", "syntax-error").out
    shown = " ".join(ran.out.split("idea, with")[1].split())
    assert " ".join(page.split("what to do")[1].split("In Flask")[0].split())[:60] in shown


def test_the_task_can_be_named(kata, learner):
    """--task asks for the step of that one task."""
    (learner / "app.py").write_text(WRONG.replace("world", "World").replace("debug=True", ""))
    ran = kata("hint", "2", "-f", "flask", "--task", "script")
    assert "FAIL  script" in ran.out


def test_nothing_fails(kata, learner):
    """Where every task passes the report is shown, with exit code 0 and a line that is worth knowing."""
    (learner / "app.py").write_text(RIGHT)
    ran = kata("hint", "2", "-f", "flask")
    assert (ran.code, "3 of 3 tasks pass" in ran.out) == (0, True)
    assert "Worth knowing: " in ran.out
    assert "FastAPI" in ran.out.partition("Worth knowing: ")[2]


def test_both_frameworks_are_looked_at(kata, learner):
    """Without a framework, the first one with a task that fails is told of."""
    (learner / "app.py").write_text(RIGHT)
    other = learner.parent / "fastapi"
    other.mkdir()
    (other / "app.py").write_text("from fastapi import FastAPI\n\napp = FastAPI()\n")
    ran = kata("hint", "2")
    assert ran.out.startswith("02-setup in FastAPI")


def test_which_exercise_has_to_be_known(kata):
    """Before any check, an exercise has to be named: exit code 2, and a line that can be copied."""
    ran = kata("hint")
    assert (ran.code, ran.out) == (2, "")
    assert "Which exercise? Say it, as in: kata hint 03-routing --framework flask" in ran.err


def test_the_same_inputs_can_be_asked_again(kata, learner):
    """The seed that a hint prints gives the same hint again."""
    first = kata("hint", "2", "-f", "flask", "--seed", "5")
    again = kata("hint", "--seed", "5", "--task", "home")
    assert "--seed 5 draws the same again" in first.out
    assert "GET /" in again.out


def test_a_memory_that_cannot_be_kept_is_said(kata, learner, tmp_path):
    """A hint is shown even where nothing can be remembered, and a line says that it is not."""
    (tmp_path / "state").write_text("a file where a folder has to be")
    ran = kata("hint", "2", "-f", "flask")
    assert step_of(ran) == "Step 2 of 4: the cause"
    assert "Where you are cannot be remembered" in ran.err
    assert kata("check", "2", "-f", "flask").err == ""


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"version": 9}', '{"version": 1, "folders": [{}]}', "\x00" * 9]
)
def test_a_memory_that_cannot_be_read_is_begun_anew(kata, learner, own_memory, text):
    """Whatever is in the file, a hint begins at the cause."""
    own_memory.mkdir(parents=True)
    (own_memory / "whereabouts.json").write_text(text)
    assert step_of(kata("hint", "2", "-f", "flask")) == "Step 2 of 4: the cause"
    assert json.loads((own_memory / "whereabouts.json").read_text())["version"] == 1


def test_no_hint_has_a_line_of_the_hidden_tests(kata, learner):
    """What a hint shows before the solution is nothing that stands in the hidden test of its exercise."""
    told = [kata("hint", "2", "-f", "flask").out, kata("hint").out]
    code = (ROOT / "hidden/02-setup/test_flask.py").read_text().splitlines()
    lines = {line.strip() for line in code if len(line.strip()) > 20 and '"""' not in line}
    assert lines
    assert not any(line in text for text in told for line in lines)
