"""Keep a learner's app answering for the length of a check, and every process of it for the record."""

from __future__ import annotations

import dataclasses
from types import TracebackType

from checker.core.evidence import AppRun
from checker.core.limits import Deadline, Limits
from checker.core.ports import NotHere, Unstartable
from checker.serving.launch import Plan, production_server_is_here
from checker.serving.running import RunningApp

END_SECONDS = 0.5
"""After a broken answer: how long the process's end is waited for before it counts as alive."""


class AppSession:
    """A learner's app as the hidden tests meet it: restarted where a test has broken it.

    Each task is judged on its own: an app that hangs or ends in one view is started anew for the next task.
    """

    def __init__(
        self,
        plan: Plan,
        limits: Limits,
        deadline: Deadline,
        *,
        shown_url: str,
        mode: str = "serve",
    ) -> None:
        self.limits = limits
        self.deadline = deadline
        self.shown_url = shown_url
        self._plan, self._mode = plan, mode
        self._others: dict[str, AppSession] = {}
        self._last: AppRun | None = None
        self._app: RunningApp | None = None
        self._app = self._begin()

    def __enter__(self) -> AppSession:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def wait_for_start(self) -> bool:
        """Wait until the app is ready. False where it will not be, or not in time; then it is ended."""
        app = self._app
        if app is None:
            return False
        if app.wait_for_start(self.deadline.within(self.limits.start)):
            return True
        if app.alive and not app.facts.import_raised and not app.facts.no_app:
            app.ask_where()
        self._end()
        return False

    def address(self) -> tuple[str, int]:
        """Host and port of the running app, started anew if it had ended."""
        if self.deadline.passed:
            raise Unstartable("The time for the whole check was up.")
        if self._app is None and self._mode != "script":
            self._app = self._begin()
        if self._app is None or not self.wait_for_start():
            raise Unstartable(self._why_not())
        return self._app.address

    def note_hang(self) -> None:
        """A request got no answer in time: see where the app is, and give it up."""
        if self._app is not None:
            self._app.ask_where()
            self._end()

    def note_break(self) -> None:
        """An answer broke off: if the process is gone, remember how it went."""
        if self._app is not None and self._app.wait_for_end(Deadline(END_SECONDS)):
            self._end()

    def facts(self) -> AppRun:
        """What is known of the running process, or of the last one."""
        if self._app is not None:
            return self._app.facts
        assert self._last is not None
        return self._last

    def as_script(self) -> AppSession:
        """The file run as a script, in a process of its own that ends with this one."""
        return self._beside("script")

    def as_production(self) -> AppSession:
        """The app under its production server, in processes that end with this one."""
        if not production_server_is_here():
            raise NotHere("Gunicorn is not installed on this machine.")
        return self._beside("production")

    def _beside(self, mode: str) -> AppSession:
        if mode not in self._others:
            self._others[mode] = AppSession(
                self._plan, self.limits, self.deadline, shown_url=self.shown_url, mode=mode
            )
        return self._others[mode]

    def close(self) -> AppRun:
        """End every process; what was seen of the last one that answered is returned."""
        for other in self._others.values():
            other.close()
        self._end()
        assert self._last is not None
        return self._last

    def _begin(self) -> RunningApp:
        return RunningApp(self._plan, self._mode, self.limits)

    def _end(self) -> None:
        if self._app is not None:
            self._last = dataclasses.replace(self._app.end())
            self._app = None

    def _why_not(self) -> str:
        run = self.facts()
        if self._mode == "script" and run.ended and run.import_raised is None:
            return "the script ended without a server"
        if run.import_raised is not None:
            return f"{run.import_raised.short_type}: {run.import_raised.message}"
        return "the app did not start in time"
