"""Which task each hidden test claims, as pytest itself collects the tests: no app is run.

Collected and not read from the source, because a marker may stand on a class, a module or one parameter of a test.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.core.errors import CheckerFault
from checker.probing.plugin import declare_marker, requirement_of, task_of
from checker.probing.suite import run_pytest


@dataclass(frozen=True, slots=True)
class Claim:
    """One hidden test and the task that it says it judges."""

    file: Path
    test: str
    line: int
    task: str
    """Empty where the test names none."""
    requirement: str
    """The sentence that a learner reads; empty where the test has none."""


def claims_of(file: Path) -> tuple[Claim, ...]:
    """What the tests of one file claim, in the order in which they are written.

    Raises CheckerFault where the file cannot be read.
    """
    collector = _Collector()
    before = set(sys.modules)
    run_pytest((file,), collector)
    for name in set(sys.modules) - before:  # the next file of the same slug and name may be another one
        if getattr(sys.modules[name], "__file__", None) == str(file):
            del sys.modules[name]
    if collector.fault:
        raise CheckerFault(collector.fault)
    return tuple(dict.fromkeys(collector.claims))


class _Collector:
    """Writes down what pytest collects, and has nothing of it run."""

    def __init__(self) -> None:
        self.claims: list[Claim] = []
        self.fault: str | None = None

    def pytest_configure(self, config: pytest.Config) -> None:
        """Make the marker known."""
        declare_marker(config)

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Write down each test; a test with parameters is one for each task that it claims."""
        for item in items:
            _, line, _ = item.location
            name = getattr(item, "originalname", item.name)
            self.claims.append(Claim(item.path, name, (line or 0) + 1, task_of(item), requirement_of(item)))
        items.clear()

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """A file that cannot be imported has no tests."""
        if report.failed:
            self.fault = f"A hidden test cannot be read: {report.longreprtext[-2000:]}"

    def pytest_internalerror(self, excrepr: object) -> None:
        """Whatever breaks pytest itself."""
        self.fault = f"The hidden tests broke: {str(excrepr)[-2000:]}"
