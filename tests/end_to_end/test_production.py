"""The production server: where there is none, nobody loses a point; where there is uWSGI, it will do."""

import importlib.util
import shutil
import sys
from pathlib import Path

import pytest
from support import ROOT

from checker.catalog.content import Content
from checker.catalog.exercises import load_exercise
from checker.core.exercises import Framework
from checker.core.reports import Outcome
from checker.grading.check import Job, check

SOLUTION = ROOT / "solutions" / "05-async" / "flask"
UWSGI = shutil.which("uwsgi", path=str(Path(sys.executable).parent))


def report_on(folder):
    """The report on a Flask app for 05-async, its tasks by their ids."""
    exercise = load_exercise(Content(ROOT), "05-async")
    report = check(Job(exercise, Framework.FLASK, folder, seed=7))
    return report, {task.id: task for task in report.tasks}


@pytest.fixture
def with_uwsgi(tmp_path):
    """The solution, with a uwsgi.ini in the place of its gunicorn.conf.py."""

    def make(*lines):
        folder = tmp_path / "app"
        shutil.copytree(SOLUTION, folder, ignore=shutil.ignore_patterns("gunicorn.conf.py", "__pycache__"))
        (folder / "uwsgi.ini").write_text("\n".join(["[uwsgi]", "module = app:app", *lines, ""]))
        return folder

    return make


def test_without_gunicorn_its_tasks_cost_nothing(monkeypatch):
    """Where Gunicorn is not installed, its two tasks say so, have no points, and the others decide."""
    real = importlib.util.find_spec
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *rest: None if name == "gunicorn" else real(name, *rest)
    )
    report, tasks = report_on(SOLUTION)
    for name in ("production", "shared"):
        task = tasks[name]
        assert (task.outcome, task.points, task.max_points) == (Outcome.SKIPPED, 0, 0)
        assert task.note == "Not checked here: Gunicorn is not installed on this machine."
    assert (report.outcome, report.points, report.max_points) == (Outcome.PASSED, 20, 20)


@pytest.mark.skipif(UWSGI is not None, reason="uWSGI is installed")
def test_without_uwsgi_a_uwsgi_ini_is_told_the_way_out(with_uwsgi):
    """A uwsgi.ini where there is no uWSGI fails: nobody gets rid of a task by writing one."""
    _, tasks = report_on(with_uwsgi("http = :8000", "processes = 4"))
    assert tasks["production"].outcome is Outcome.FAILED
    assert tasks["production"].diagnosis.cause == "uwsgi-not-installed"
    assert tasks["production"].max_points > 0


@pytest.mark.skipif(UWSGI is None, reason="uWSGI is not installed")
@pytest.mark.parametrize("address", ["http = 0.0.0.0:8000", "http-socket = :8000"])
def test_uwsgi_with_equal_settings_passes(with_uwsgi, address):
    """Four processes at 0.0.0.0:8000 pass every task, and nothing is left beside the app."""
    folder = with_uwsgi(address, "processes = 4", "master = true")
    before = sorted(path.name for path in folder.iterdir())
    report, tasks = report_on(folder)
    assert {task.id: task.got for task in tasks.values() if task.outcome is not Outcome.PASSED} == {}
    assert report.points == report.max_points == 40
    assert sorted(path.name for path in folder.iterdir()) == before


@pytest.mark.skipif(UWSGI is None, reason="uWSGI is not installed")
@pytest.mark.parametrize(
    ("lines", "cause"),
    [
        (("http = :8000", "processes = 2"), "workers-not-4"),
        (("http = :8000",), "workers-not-4"),
        (("http = 127.0.0.1:8000", "workers = 4"), "bind-differs"),
        (("processes = 4",), "bind-differs"),
        (("http = :8000", "processes = 4", "module = nowhere:app"), "server-ended"),
    ],
)
def test_uwsgi_with_other_settings_fails(with_uwsgi, lines, cause):
    """Other settings fail as Gunicorn's do, and a uWSGI that does not stay says why."""
    _, tasks = report_on(with_uwsgi(*lines))
    assert (tasks["production"].outcome, tasks["production"].diagnosis.cause) == (Outcome.FAILED, cause)
