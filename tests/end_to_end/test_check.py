"""`kata check` as a person meets it."""

import json

import pytest
from support import ROOT

BOTH = [("03-routing", framework) for framework in ("flask", "fastapi")]
"""One exercise is enough to see the command work: `kata validate` judges every stub and every solution."""


@pytest.mark.parametrize(("slug", "framework"), BOTH)
def test_the_solution_passes(kata, slug, framework):
    """The solution passes every task, and the exit code is 0."""
    ran = kata(
        "check",
        slug,
        "-f",
        framework,
        "--path",
        str(ROOT / "solutions" / slug / framework),
        "--format",
        "json",
    )
    assert [task["id"] for task in ran.report["tasks"] if task["outcome"] != "passed"] == []
    assert ran.code == 0
    assert ran.err == ""


@pytest.mark.parametrize(("slug", "framework"), BOTH)
def test_the_stub_is_not_there_yet(kata, slug, framework):
    """The stub passes nothing but what it gives away, and each failure has a cause and a hint."""
    ran = kata(
        "check",
        slug,
        "-f",
        framework,
        "--path",
        str(ROOT / "exercises" / slug / framework),
        "--format",
        "json",
    )
    failed = [task for task in ran.report["tasks"] if task["outcome"] == "failed"]
    assert ran.code == 1
    assert failed
    assert all(task["diagnosis"]["cause"] and task["hints"] for task in failed)


@pytest.mark.parametrize("name", ["03-routing", "03", "3", "routing", "ROUTING"])
def test_every_way_to_name_an_exercise(kata, name):
    """03-routing, 03, 3 and routing are the same exercise."""
    path = str(ROOT / "solutions/03-routing/flask")
    ran = kata("check", name, "-f", "flask", "--path", path, "--format", "json")
    assert ran.report["exercise"] == "03-routing"


def test_a_wrong_name_gets_did_you_mean(kata):
    """A name that is no exercise gets the nearest one, and exit code 2."""
    ran = kata("check", "rooting")
    assert (ran.code, ran.out) == (2, "")
    assert "There is no exercise 'rooting'. Did you mean '03-routing'?" in ran.err


def test_no_framework_checks_both(kata):
    """Without --framework there is one report for each."""
    ran = kata("check", "02-setup", "--format", "json", cwd=ROOT)
    assert [report["framework"] for report in json.loads(ran.out)["reports"]] == ["flask", "fastapi"]


def test_the_same_seed_asks_the_same(kata):
    """--seed draws the same inputs in the same order; another seed draws others."""
    path = str(ROOT / "solutions/03-routing/flask")

    def targets(seed):
        ran = kata("check", "3", "-f", "flask", "--path", path, "--seed", seed, "--format", "json")
        return [task["request"]["target"] for task in ran.report["tasks"]]

    assert targets("11") == targets("11")
    assert targets("11") != targets("12")
