"""Run `kata check` and write down how long each part of it took. `cold_check.py` starts this; it is no command.

    stages.py BEGAN PAGE check 03-routing ...

BEGAN is time.monotonic() as the starting process read it just before: that clock is one for the whole machine. The
engine's own functions run, each with a clock around it; the parts go to the file PAGE as JSON, in milliseconds.
"""

from __future__ import annotations

import time

FIRST_LINE = time.monotonic()

import contextlib  # noqa: E402  the clock has to be read before anything is imported
import functools  # noqa: E402
import sys  # noqa: E402
from collections.abc import Callable, Iterator  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402


class Clock:
    """Adds up the time that is spent in each part; time in a part inside another counts for the inner one."""

    def __init__(self, began: float) -> None:
        self.parts: dict[str, float] = {"process start": FIRST_LINE - began}
        self._open: list[str] = []
        self._since = FIRST_LINE

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Count what happens inside for this part."""
        self._count()
        self._open.append(name)
        try:
            yield
        finally:
            self._count()
            self._open.pop()

    def around(self, owner: Any, name: str, part: str) -> Callable[..., Any]:
        """Put the clock around a function where the engine looks it up."""
        real = getattr(owner, name)

        @functools.wraps(real)
        def timed(*arguments: Any, **options: Any) -> Any:
            with self.part(part):
                return real(*arguments, **options)

        setattr(owner, name, timed)
        return timed

    def _count(self) -> None:
        now = time.monotonic()
        if self._open:
            self.parts[self._open[-1]] = self.parts.get(self._open[-1], 0.0) + now - self._since
        self._since = now


def put_around_the_engine(clock: Clock, started: list[int]) -> None:
    """Clocks around the functions of the engine that a check goes through."""
    from checker.grading import check as grading
    from checker.grading.session import AppSession

    def put_around_pytest() -> None:
        import _pytest.main

        from checker.probing.transport import BlockingTransport

        clock.around(_pytest.main.Session, "perform_collect", "pytest's collection")
        clock.around(BlockingTransport, "handle_request", "requests")

    import_pytest = clock.around(grading, "_import_pytest", "import of pytest and httpx")

    def import_and_go_on() -> None:
        import_pytest()
        put_around_pytest()

    def remember_start(*arguments: Any) -> Any:
        report = make_report(*arguments)
        started.append(report.app.startup_ms or 0)
        return report

    grading._import_pytest = import_and_go_on
    clock.around(AppSession, "__init__", "start of the app's process")
    clock.around(AppSession, "wait_for_start", "wait for the app, idle")
    clock.around(grading, "run_suite", "pytest around the tests")
    clock.around(AppSession, "close", "end of the app's processes")
    clock.around(grading, "_judged", "report")
    make_report = clock.around(grading, "_report", "report")
    grading._report = remember_start


def main() -> None:
    """Check as `kata` does, then write down the parts."""
    clock, started = Clock(float(sys.argv[1])), list[int]()
    with clock.part("import of the command"):
        sys.path[0] = str(Path(__file__).parents[1])
        from checker.cli import check_command
        from checker.cli import main as command_line
    put_around_the_engine(clock, started)
    clock.around(check_command, "_tell", "report")
    target = Path(sys.argv[2])
    sys.argv = ["kata", *sys.argv[3:]]
    with clock.part("the command itself"), contextlib.suppress(SystemExit):
        command_line.run()
    import json

    page = {
        "ended": time.monotonic(),
        "app_ready_ms": started[0],
        "parts": {name: seconds * 1000 for name, seconds in clock.parts.items()},
    }
    target.write_text(json.dumps(page), encoding="utf-8")


main()
