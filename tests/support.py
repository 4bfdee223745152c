"""Words that the tests share."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Ran:
    """What a finished command left behind."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The first report of a JSON document on standard output."""
        return json.loads(self.out)["reports"][0]

    def task(self, task_id: str) -> dict[str, Any]:
        """One task of the first report."""
        return next(task for task in self.report["tasks"] if task["id"] == task_id)
