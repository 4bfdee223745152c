"""`kata validate`: a sound exercise is sound, and each way to break one has its sentence, with a file name.

The exercise is the one that docs/how-to/add-an-exercise.md builds: an outsider adds folders, and nothing else.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from example import build_example, change, write
from support import ROOT

from checker.catalog.content import Content
from checker.grading.survey import Request, look, shown, validate

SCHEMA = json.loads((ROOT / "docs/reference/validation.schema.json").read_text(encoding="utf-8"))
SLUG = "08-double"


@pytest.fixture
def example(tmp_path):
    return build_example(tmp_path / "mine")


def found(root, seeds=1):
    """What is found about the exercise: file, rule and sentence of each finding."""
    request = Request(Content(root), root / "tests/submissions", SLUG, seeds)
    findings = validate(request, lambda _done, _of: None).findings
    return [(finding.place, finding.rule.value, finding.sentence) for finding in findings]


def found_without_apps(root, only=SLUG):
    """The same, of what can be found before any app is run."""
    request = Request(Content(root), root / "tests/submissions", only)
    findings = [shown(finding, request) for finding in look(request)[1]]
    return [(finding.place, finding.rule.value, finding.sentence) for finding in findings]


def in_flask_alone(root):
    """The exercise, asked in one framework: half the apps to run."""
    text = (root / PAGE).read_text(encoding="utf-8")
    write(root / PAGE, text.partition("[[fastapi.tasks]]")[0])
    for folder in ("exercises", "solutions", "tests/submissions"):
        shutil.rmtree(root / folder / SLUG / "fastapi")


def test_the_exercise_of_the_how_to_page_is_sound(kata, example):
    """An outsider who adds the folders that the page shows has a sound exercise: exit code 0."""
    ran = kata("validate", "--content", str(example))
    assert (ran.code, ran.err) == (0, ""), ran.out
    # for each framework 3 seeds of the solution, the stub and a wrong app; and one right app
    assert ran.out == "08-double   11 apps judged  sound\n\nThe exercises are sound.\n"


def test_the_findings_as_json(kata, example):
    """With --format json the findings are one document, valid by its schema: exit code 1."""
    in_flask_alone(example)
    change(example / "exercises/08-double/README.md", "`double`", "double")
    words = ("validate", "8", "--content", str(example), "--format", "json", "--seeds", "2", "--jobs", "1")
    ran = kata(*words)
    document = json.loads(ran.out)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    assert ran.code == 1
    assert document == {
        "format_version": 1,
        "outcome": "unsound",
        "seeds": [1, 2],
        "exercises": [{"exercise": "08-double", "judged": 5}],
        "findings": [
            {
                "rule": "not-in-readme",
                "exercise": "08-double",
                "file": "exercises/08-double/README.md",
                "line": None,
                "sentence": "It does not name the Flask task 'double': write its id between backticks.",
            }
        ],
    }


def test_submissions_may_lie_elsewhere(kata, example, tmp_path):
    """--submissions names another folder of apps whose verdict is known."""
    in_flask_alone(example)
    shutil.move(example / "tests/submissions", tmp_path / "corpus")
    ran = kata("validate", "--content", str(example), "--submissions", str(tmp_path / "corpus"))
    assert ran.code == 0, ran.out
    ran = kata("validate", "--content", str(example))
    assert ran.code == 1
    assert "No wrong submission fails the Flask task 'double'." in ran.out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["rooting", "--content", "mine"], "There is no exercise 'rooting'."),
        (["--content", "."], "--content .: there is no folder"),
        (["--content", "mine", "--submissions", "gone"], "There is no folder"),
        (["--content", "mine", "--seeds", "0"], "0 is not in the range"),
        (["--content", "mine", "--jobs", "0"], "0 is not in the range"),
        (["--content", "mine", "--format", "xml"], "'xml' is not one of 'terminal', 'json'"),
    ],
)
def test_what_is_not_understood_is_exit_code_2(kata, example, words, sentence):
    """What cannot be done is a sentence on standard error, and exit code 2."""
    ran = kata("validate", *words)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err


# What lies in the folders

FLASK = "submissions/08-double/flask"
TASK = """
[[flask.tasks]]
id = "third"
title = "A third"
points = 5
hints = ["Think."]
example = "planets = 8"
answer = ["app"]
worth_knowing = "FastAPI does the same."
"""


def remove(path):
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def add_task(root):
    change(root / "exercises/08-double/exercise.toml", "\n[[fastapi.tasks]]", f"{TASK}\n[[fastapi.tasks]]")
    change(root / "exercises/08-double/README.md", "`double`", "`third`, `double`")


def write_tests(root, text):
    write(root / "hidden/08-double/test_flask.py", f"import pytest\n\n{text}")


PAGE = "exercises/08-double/exercise.toml"
HIDDEN = "hidden/08-double/test_both.py"
OTHER_TESTS = "hidden/08-double/test_flask.py"
OK = '    """It is asked for."""\n'
FILES = {
    "no README": (
        lambda root: remove(root / "exercises/08-double/README.md"),
        {("exercises/08-double/README.md", "missing", "It is missing.")},
    ),
    "README without the id": (
        lambda root: change(root / "exercises/08-double/README.md", "`double`", "Double"),
        {
            (
                "exercises/08-double/README.md",
                "not-in-readme",
                "It does not name the task 'double': write its id between backticks.",
            )
        },
    ),
    "no hint": (
        lambda root: change(root / PAGE, "hints = [", "hints = []\nowns = ["),
        {(PAGE, "no-hint", "the Flask task 'double' has no hint.")},
    ),
    "nothing that is worth knowing": (
        lambda root: change(root / PAGE, "worth_knowing = ", "# "),
        {(PAGE, "no-ladder", "the Flask task 'double' has no 'worth_knowing'.")},
    ),
    "an answer that the solution does not have": (
        lambda root: change(root / PAGE, 'answer = ["double"]', 'answer = ["treble"]'),
        {
            (
                PAGE,
                "no-ladder",
                "solutions/08-double/flask has no 'treble': no file of that name, and at the top level of no file"
                " a name or a statement.",
            )
        },
    ),
    "no points": (
        lambda root: change(root / PAGE, "points = 10\n", ""),
        {
            (
                PAGE,
                "unsound-page",
                f"{PAGE}: task 'double' needs points, a whole number from 1 up.",
            )
        },
    ),
    "a misspelled key": (
        lambda root: change(root / PAGE, "points = 10\n", "points = 10\ngiven_awy = true\n"),
        {
            (
                PAGE,
                "unsound-page",
                f"{PAGE}: 'given_awy' is not known."
                " It may have answer, example, given_away, hints, id, needs, owns, points, title,"
                " worth_knowing.",
            )
        },
    ),
    "a task that nothing tests and nothing fails": (
        add_task,
        {
            (PAGE, "unclaimed-task", "No hidden test claims the Flask task 'third'."),
            (PAGE, "never-failed", "No wrong submission fails the Flask task 'third'."),
        },
    ),
    "a test for another task": (
        lambda root: write_tests(root, f'@pytest.mark.task("fourth")\ndef test_fourth(client):\n{OK}'),
        {
            (
                f"{OTHER_TESTS}:3",
                "unknown-task",
                "test_fourth claims the task 'fourth', and exercise.toml has no such task.",
            )
        },
    ),
    "one parameter for another task": (
        lambda root: write_tests(
            root,
            '@pytest.mark.parametrize("path", [\n'
            '    pytest.param("a", marks=pytest.mark.task("double")),\n'
            '    pytest.param("b", marks=pytest.mark.task("fourth")),\n'
            '    pytest.param("c", marks=pytest.mark.task("fourth")),\n'
            f"])\ndef test_path(client, path):\n{OK}",
        ),
        {
            (
                f"{OTHER_TESTS}:3",
                "unknown-task",
                "test_path claims the task 'fourth', and exercise.toml has no such task.",
            )
        },
    ),
    "a test without a task": (
        lambda root: write_tests(root, f"def test_more(client):\n{OK}"),
        {
            (
                f"{OTHER_TESTS}:3",
                "no-claim",
                'test_more claims no task: it needs @pytest.mark.task("...").',
            )
        },
    ),
    "a test without a sentence": (
        lambda root: write_tests(
            root, 'pytestmark = pytest.mark.task("double")\ndef test_more(client):\n    pass\n'
        ),
        {
            (
                f"{OTHER_TESTS}:4",
                "no-requirement",
                "test_more has no docstring: that is the sentence which the learner reads.",
            )
        },
    ),
    "no hidden tests": (
        lambda root: remove(root / HIDDEN),
        {
            ("hidden/08-double/test_flask.py", "missing", "It is missing."),
            ("hidden/08-double/test_fastapi.py", "missing", "It is missing."),
        },
    ),
    "no stub": (
        lambda root: remove(root / "exercises/08-double/flask"),
        {("exercises/08-double/flask", "missing", "It is missing.")},
    ),
    "no solution": (
        lambda root: remove(root / "solutions/08-double/fastapi"),
        {("solutions/08-double/fastapi", "missing", "It is missing.")},
    ),
    "no wrong app": (
        lambda root: remove(root / f"tests/{FLASK}/wrong"),
        {(PAGE, "never-failed", "No wrong submission fails the Flask task 'double'.")},
    ),
    "no expectation": (
        lambda root: remove(root / f"tests/{FLASK}/wrong/number-as-text/expected.toml"),
        {
            (
                f"tests/{FLASK}/wrong/number-as-text/expected.toml",
                "unreadable",
                f"tests/{FLASK}/wrong/number-as-text/expected.toml is missing:"
                " it says which task fails, and why.",
            )
        },
    ),
    "an expectation about another task": (
        lambda root: change(
            root / f"tests/{FLASK}/wrong/number-as-text/expected.toml", "line = 8", 'line = 8\nalso = ["x"]'
        ),
        {
            (
                f"tests/{FLASK}/wrong/number-as-text/expected.toml",
                "unknown-task",
                "It names the task 'x', and exercise.toml has no such task in Flask.",
            )
        },
    ),
}


@pytest.mark.parametrize(("do", "said"), FILES.values(), ids=FILES.keys())
def test_what_lies_there_is_judged(example, do, said):
    """Each thing that is missing, unclaimed or unknown is one finding, and there is no other."""
    do(example)
    assert set(found_without_apps(example)) == said


def test_a_hidden_test_that_cannot_be_read_is_one_finding(example):
    """A hidden test file that cannot be imported is one finding, and its apps are not judged in vain."""
    write_tests(example, "import nothing_of_that_name\n")
    in_flask_alone(example)
    ((place, rule, sentence),) = found(example)
    assert (place, rule) == (OTHER_TESTS, "unreadable")
    assert "No module named 'nothing_of_that_name'" in sentence


def test_a_hidden_test_that_breaks_is_one_finding(example):
    """A hidden test that raises what it should not is one finding, not one for each app that it spoils."""
    write_tests(
        example,
        f'@pytest.mark.task("double")\ndef test_more(client):\n{OK}    client.get("/").json()["a"]\n',
    )
    in_flask_alone(example)
    ((place, rule, sentence),) = found(example)
    assert place.startswith("tests/submissions/08-double/flask/")
    assert rule == "check-fault"
    assert "The hidden test 08-double/test_flask.py::test_more broke: " in sentence


def test_what_makes_kata_break_is_exit_code_3(kata, example):
    """A bug of ours in one app is a finding with its place; the others are judged; the exit code is 3."""
    in_flask_alone(example)
    broken = example / "sitecustomize.py"
    broken.write_text(
        "import os, checker.workspace.sources as sources\n"
        "real = sources.take_snapshot\n"
        "def take_snapshot(folder):\n"
        "    return 1 / 0 if 'right' in str(folder) else real(folder)\n"
        "sources.take_snapshot = take_snapshot\n"
    )
    ran = kata("validate", "--content", str(example), env={"PYTHONPATH": f"{example}{os.pathsep}{ROOT}"})
    assert ran.code == 3, ran.out
    assert "tests/submissions/08-double/flask/right/rule-without-decorator  [kata-broke]" in ran.out
    assert "kata broke while it judged this app: ZeroDivisionError" in ran.out
    assert "6 apps judged" in ran.out


STRAYS = {
    "exercises/08-double/notes.txt": "this folder holds README.md, exercise.toml, fastapi, flask.",
    "exercises/08-double/django": "this folder holds README.md, exercise.toml, fastapi, flask.",
    "exercises/08-double/flask/__pycache__": "a tool left it behind.",
    "exercises/08-double/flask/.DS_Store": "a tool left it behind.",
    "solutions/08-double/flask/__pycache__": "a tool left it behind.",
    "solutions/08-double/README.md": "this folder holds fastapi, flask.",
    "hidden/08-double/helpers.py": "this folder holds test_both.py, test_fastapi.py, test_flask.py.",
    f"tests/{FLASK}/perhaps": "this folder holds right, wrong.",
    f"tests/{FLASK}/right/app.py": "each submission is a folder.",
    f"tests/{FLASK}/right/rule-without-decorator/expected.toml": "a right submission fails nothing.",
}


@pytest.mark.parametrize(("path", "why"), STRAYS.items(), ids=STRAYS.keys())
def test_a_stray_file_is_found(example, path, why):
    """A file or a folder that does not belong where it lies is named."""
    write(example / path, "")
    assert found_without_apps(example) == [(path, "stray-file", f"It does not belong here: {why}")]


@pytest.mark.parametrize(
    "path",
    [
        "exercises/08-double/fastapi",
        "solutions/08-double/fastapi",
        "hidden/08-double/test_fastapi.py",
        "tests/submissions/08-double/fastapi",
    ],
)
def test_a_framework_that_is_not_asked_has_no_place(example, path):
    """Where exercise.toml asks nothing in a framework, no folder and no file may be there for it."""
    text = (example / PAGE).read_text(encoding="utf-8")
    write(example / PAGE, text.partition("[[fastapi.tasks]]")[0])
    write(example / "hidden/08-double/test_fastapi.py", "")
    strays = [place for place, rule, _ in found_without_apps(example) if rule == "stray-file"]
    assert path in strays
    assert ("stray-file", "It does not belong here: exercise.toml asks nothing in FastAPI.") in {
        (rule, sentence) for place, rule, sentence in found_without_apps(example) if place == path
    }


def test_a_check_leaves_no_stray_behind(example):
    """What a check itself writes, a __pycache__ of the hidden tests, is no stray."""
    (example / "hidden/08-double/__pycache__").mkdir()
    (example / "hidden/__pycache__").mkdir()
    assert found_without_apps(example, only=None) == []


@pytest.mark.parametrize("parent", ["exercises", "solutions", "hidden", "tests/submissions"])
def test_a_folder_of_no_exercise_is_found(example, parent):
    """A folder beside the exercises' own that belongs to none is named."""
    (example / parent / "09-gone").mkdir()
    ((place, rule, sentence),) = found_without_apps(example, only=None)
    assert (place, rule) == (f"{parent}/09-gone", "stray-file")
    assert "no exercise" in sentence


# What comes of the apps


def answer(root, folder, old, new):
    change(root / folder / "app.py", old, new)


STUB = "exercises/08-double/flask"
SOLUTION = "solutions/08-double/flask"
WRONG = f"tests/{FLASK}/wrong/number-as-text"
APPS = {
    "a stub that passes": (
        lambda root: shutil.copy(root / "solutions/08-double/flask/app.py", root / STUB / "app.py"),
        STUB,
        "stub-passes",
        "The stub passes 'double'. If it gives the task away, exercise.toml has to say: given_away = true.",
    ),
    "a stub that gives away less than it says": (
        lambda root: change(root / PAGE, "points = 10", "points = 10\ngiven_away = true"),
        STUB,
        "stub-fails",
        "exercise.toml says that 'double' is given away, and the stub does not pass it. It expects",
    ),
    "a stub that does not start": (
        lambda root: answer(root, STUB, "# TODO", "app.rout # TODO"),
        STUB,
        "stub-does-not-start",
        "The stub does not start. ",
    ),
    "a solution that fails": (
        lambda root: answer(root, SOLUTION, "2 * number", "number"),
        SOLUTION,
        "solution-fails",
        "'double' has to pass. It expects ",
    ),
    "a solution that fails with some seeds": (
        lambda root: answer(
            root,
            SOLUTION,
            '    return {"double"',
            '    if number % 3:\n        return {}\n    return {"double"',
        ),
        SOLUTION,
        "solution-fails",
        "'double' has to pass. It expects ",
    ),
    "a right app that fails": (
        lambda root: answer(root, f"tests/{FLASK}/right/rule-without-decorator", "number + number", "number"),
        f"tests/{FLASK}/right/rule-without-decorator",
        "right-fails",
        "'double' has to pass. It expects ",
    ),
    "a wrong app that passes": (
        lambda root: answer(root, WRONG, 'f"{2 * number}"', "2 * number"),
        f"{WRONG}/expected.toml",
        "wrong-passes",
        "'double' has to fail. It passes.",
    ),
    "another cause": (
        lambda root: change(root / WRONG / "expected.toml", "number-as-text", "no-routes"),
        f"{WRONG}/expected.toml",
        "other-cause",
        "The cause of 'double' has to be no-routes. It is number-as-text: ",
    ),
    "another line": (
        lambda root: change(root / WRONG / "expected.toml", "line = 8", "line = 6"),
        f"{WRONG}/expected.toml",
        "other-place",
        "The cause of 'double' has to be named at app.py:6. It is named at app.py:8.",
    ),
    "another file": (
        lambda root: change(root / WRONG / "expected.toml", "app.py", "views.py"),
        f"{WRONG}/expected.toml",
        "other-place",
        "The cause of 'double' has to be named at views.py:8. It is named at app.py:8.",
    ),
}


@pytest.mark.parametrize(("do", "place", "rule", "sentence"), APPS.values(), ids=APPS.keys())
def test_what_comes_of_an_app_is_judged(example, do, place, rule, sentence):
    """An app that comes to something else than it should is one finding, and there is no other."""
    in_flask_alone(example)
    do(example)
    ((found_place, found_rule, found_sentence),) = found(example, seeds=3)
    assert (found_place, found_rule) == (place, rule)
    assert found_sentence.startswith(sentence)


# How it ends


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_validation_that_is_stopped_leaves_nothing_behind(example, tmp_path, signal_number):
    """Ctrl-C, a polite end and a sudden one: the processes that judge end with it, and so do the apps."""
    started = tmp_path / "started"
    os.mkfifo(started)
    hang = f"open({str(started)!r}, 'w').close()\nimport time\ntime.sleep(600)\n"
    for app in example.rglob("app.py"):
        app.write_text(hang)
    mark = {"KATA_TEST_RUN": str(example)}
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "validate", "--content", str(example), "--jobs", "2"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", **mark},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True,
    )  # fmt: skip
    started.open().close()  # waits until an app is being imported
    process.send_signal(signal_number)
    _, err = process.communicate(timeout=30)
    assert "Traceback" not in err
    if signal_number == signal.SIGINT:
        assert (process.returncode, err.strip()) == (130, "Stopped. Nothing of your app is left running.")
    deadline = time.monotonic() + 20
    while left := left_behind(example):
        assert time.monotonic() < deadline, left
        time.sleep(0.02)


def left_behind(example):
    """The processes that run in the example's folders, and those that judge it."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                inside = (entry / "cwd").readlink().is_relative_to(example)
                ours = f"KATA_TEST_RUN={example}".encode() in (entry / "environ").read_bytes()
            except OSError:
                continue
            if inside or ours:
                found.append((entry / "cmdline").read_bytes())
    return found
