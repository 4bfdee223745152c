"""A style that is right is no cause: right apps in many styles, each broken once, and the break is what is named."""

import os
import tempfile
import zlib
from functools import partial
from pathlib import Path

import pytest
from breaking import breaks
from support import ROOT

from checker.catalog.content import Content
from checker.catalog.exercises import load_exercise, slugs
from checker.catalog.submissions import load_submissions
from checker.core.exercises import Framework
from checker.core.reports import Outcome
from checker.grading.check import Job, check
from checker.grading.pool import run_all

CONTENT = Content(ROOT)
ONE_OF = 1 if os.environ.get("KATA_EVERY_SAMPLE") else 15
"""A run of all the tests takes one in so many of the breaks, the same ones each time; with this variable, all."""


def told_otherwise(slug, framework, folder):
    """A line for each broken app whose first failure names anything but the break."""
    exercise = load_exercise(CONTENT, slug)
    right = [
        one
        for one in load_submissions(ROOT / "tests" / "submissions", slug)
        if one.framework is framework and not one.expected
    ]
    made = [
        (f"{one.label}/{change.name}", change, one.folder)
        for one in right
        for change in breaks(one.folder)
        if zlib.crc32(f"{one.label}{change.file}{change.name}".encode()) % ONE_OF == 0
    ]
    jobs = [
        partial(check, Job(exercise, framework, change.write(source, folder / str(number)), 1))
        for number, (_, change, source) in enumerate(made)
    ]
    for number, done in run_all(jobs):
        label, change, _ = made[number]
        assert done.value is not None, (label, done)
        failed = [task for task in done.value.tasks if task.outcome is Outcome.FAILED]
        if not failed:
            continue  # the task can be done without that view
        told = failed[0].diagnosis
        place = told.place if told else None
        if not told or told.cause not in change.causes:
            yield f"{label}: {failed[0].id} {told and told.cause} at {place}, and not {sorted(change.causes)}"
        elif place is None or (place.file, place.line in change.lines) != (change.file, True):
            yield f"{label}: {told.cause} at {place}, and not {change.file}:{sorted(change.lines)}"


@pytest.mark.parametrize("framework", Framework, ids=lambda one: one.value)
@pytest.mark.parametrize("slug", slugs(CONTENT))
def test_the_break_is_named_and_not_the_style(slug, framework):
    """Of a right app in which one view is broken, the first failure names that break, at its line."""
    with tempfile.TemporaryDirectory() as folder:
        assert "\n".join(told_otherwise(slug, framework, Path(folder))) == ""
