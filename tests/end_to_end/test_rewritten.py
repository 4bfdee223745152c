"""A diagnosis is of the mistake, and not of the words that it was made in: each wrong app, written anew."""

import os
import tempfile
import zlib
from functools import partial
from pathlib import Path

import pytest
from rewriting import behind_a_router, rewrite, with_other_names
from support import ROOT

from checker.catalog.content import Content
from checker.catalog.exercises import load_exercise, slugs
from checker.catalog.submissions import load_submissions
from checker.core.exercises import Framework
from checker.core.reports import Outcome
from checker.grading.check import Job, check
from checker.grading.pool import run_all

CONTENT = Content(ROOT)
OF_THE_LAYOUT = {
    "no-app-file", "no-app-object", "file-not-imported", "router-not-joined", "shadowed-module", "module-not-found",
    "no-routes", "route-missing", "empty-file", "route-not-on-app", "several-apps", "other-framework",
    "slash-missing-at-start", "empty-path", "guard-misspelt",
}  # fmt: skip
"""Causes that the names of files and what joins them are a part of: another layout may be another mistake."""


ONE_OF = 1 if os.environ.get("KATA_EVERY_SAMPLE") else 5
"""A run of all the tests takes one in five of the samples, the same ones each time; with this variable it takes all."""


def is_taken(submission):
    """Whether this run writes a sample anew; which ones are taken depends on nothing but their names."""
    return zlib.crc32(submission.label.encode()) % ONE_OF == 0


def differing(slug, framework, folder):
    """What is told otherwise of a submission that was written anew: a line for each."""
    exercise = load_exercise(CONTENT, slug)
    found = [
        one
        for one in load_submissions(ROOT / "tests" / "submissions", slug)
        if one.framework is framework
        and one.expected
        and one.expected.cause not in OF_THE_LAYOUT
        and is_taken(one)
    ]
    written = [rewrite(one.folder, folder / one.name) for one in found]
    jobs = [partial(check, Job(exercise, framework, one.folder, 1)) for one in written]
    for number, done in run_all(jobs):
        assert done.value is not None, (found[number].label, done)
        yield from out_of_length(found[number].label, done.value)
        expected = found[number].expected
        failed = {task.id: task for task in done.value.tasks if task.outcome is Outcome.FAILED}
        told = failed.get(expected.task)
        cause = told.diagnosis if told else None
        file = written[number].renamed.get(expected.file, expected.file)
        wanted = (
            {expected.task, *expected.also},
            expected.cause,
            (file, expected.line) if expected.line else None,
        )
        place = (cause.place.file, cause.place.line) if cause and cause.place and expected.line else None
        if (set(failed), cause and cause.cause, place) != wanted:
            yield f"{found[number].label}: {sorted(failed)} {cause and cause.cause} at {place}, and not {wanted}"


def out_of_length(label, report):
    """The diagnoses that are no step of 15 to 120 words, the hint that belongs to the cause included."""
    for task in report.tasks:
        if task.diagnosis is not None:
            words = len(f"{task.diagnosis.message} {task.diagnosis.hint or ''}".split())
            if not 15 <= words <= 120:
                yield f"{label}: the cause {task.diagnosis.cause} has {words} words"


@pytest.mark.parametrize("framework", Framework, ids=lambda one: one.value)
@pytest.mark.parametrize("slug", slugs(CONTENT))
def test_another_name_and_another_layout_change_no_diagnosis(slug, framework):
    """Renamed, and moved behind a blueprint or a router or into another file, each wrong app fails the same tasks, with
    the same cause at the same line, and each cause is told in 15 to 120 words."""
    with tempfile.TemporaryDirectory() as folder:
        assert "\n".join(differing(slug, framework, Path(folder))) == ""


def test_names_are_changed_and_lines_are_kept():
    """Functions and variables get other names; parameters, keys, attributes and what is imported keep theirs."""
    text = 'from a import b\n\n\ndef view(item):\n    total = b(item)\n    return {"total": total, "x": item.view}\n'
    other = with_other_names(text)
    assert other.count("\n") == text.count("\n")
    assert "def view_4x(item):" not in other  # an attribute has the same name
    assert with_other_names(text.replace("item.view", "1")).splitlines()[3] == "def view_4x(item):"
    assert "b(item)" in other
    assert '"total": total' in other  # a text has the same name
    assert with_other_names("def view(:\n") is None


def test_an_app_that_only_joins_routes_is_put_behind_a_router():
    """The views keep their lines; an app that is used for more stays whole."""
    text = (
        'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/")\ndef view():\n    return "x"\n'
    )
    views, joined = behind_a_router(text)
    assert views.splitlines()[5:] == text.splitlines()[5:]
    assert "Blueprint(" in views.splitlines()[2]
    assert "register_blueprint" in joined
    assert behind_a_router(text + "app.config['X'] = 1\n") is None
    assert behind_a_router(text + "app = Flask(__name__)\n") is None
