"""A check that passes does not wait for imports that it has no use for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from support import ROOT, Ran

UNUSED = {
    "asyncio",  # the requests are asked one after another
    "checker.coaching",  # nothing is to be explained
    "fastapi",  # the app's process imports its framework, the checker's does not
    "flask",
    "rich",  # no colours, no terminal
    "uvicorn",
    "werkzeug",
}


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
def test_a_passing_check_imports_only_what_it_uses(kata: Callable[..., Ran], framework: str) -> None:
    solution = ROOT / "solutions" / "03-routing" / framework
    words = ("check", "03-routing", "--framework", framework, "--path", str(solution))
    ran = kata(*words, env={"PYTHONPROFILEIMPORTTIME": "1"})
    imported = {line.rpartition("|")[2].strip() for line in ran.err.splitlines()}
    assert ran.code == 0
    assert {"pytest", "httpx", "checker.grading.check"} <= imported
    assert not UNUSED & imported
