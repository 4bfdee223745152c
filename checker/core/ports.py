"""What one room asks of another without importing it: grading joins the two."""

from __future__ import annotations

from typing import Protocol

from checker.core.evidence import AppRun
from checker.core.limits import Deadline, Limits


class Unstartable(Exception):
    """The app cannot be asked anything: it did not start, or the time for the whole check is up."""


class NotHere(Unstartable):
    """This machine lacks what the app would be run with: nothing that the learner did, or could do in the app."""


class UpstreamUnderTest(Protocol):
    """The service that the app talks to, as the plugin sees it; hidden tests use all of it."""

    def begin_test(self) -> None:
        """Forget what earlier tests asked for and did."""
        ...


class AppUnderTest(Protocol):
    """A learner's app as the hidden tests meet it."""

    limits: Limits
    deadline: Deadline
    """The end of the whole check."""
    shown_url: str
    """Where the app would listen if its author ran it by hand; requests name this host."""

    def address(self) -> tuple[str, int]:
        """Host and port of the running app, started anew if it had ended.

        Raises Unstartable where that cannot be done.
        """
        ...

    def note_hang(self) -> None:
        """Say that a request got no answer in time, while it still hangs; the process is replaced."""
        ...

    def note_break(self) -> None:
        """Say that an answer broke off; where that was the end of the process, it is replaced."""
        ...

    def facts(self) -> AppRun:
        """What has been witnessed of the running process up to now."""
        ...

    def as_production(self) -> AppUnderTest:
        """The same folder's app under its production server, in processes that end with this one.

        Raises NotHere where that server is not installed.
        """
        ...

    def as_script(self) -> AppUnderTest:
        """The same folder's file, run as a script in a process of its own that ends with this one.

        Where it starts no server, its `address` raises Unstartable, and its facts say more.
        """
        ...
