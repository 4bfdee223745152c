"""One running process of an app: wait for its start, see how it ends, end all that came of it."""

from __future__ import annotations

import contextlib
import dataclasses
import os
import select
import selectors
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

from checker.core.evidence import AppRun
from checker.core.limits import Deadline, Limits
from checker.serving.launch import Launched, Plan, launch
from checker.serving.output import BoundedOutput
from checker.serving.witness import WitnessBook

CHUNK = 65_536
SETTLE_SECONDS = 2.0
"""How long the end of a killed process is waited for before its pipes are let go."""
CATCH_UP_SECONDS = 1.0
"""How long the reader is given to read what is in the witness's pipe already."""
STACK_SECONDS = 1.0
"""How long the answer to 'where are you?' is waited for."""


class RunningApp:
    """An app's process, from its start until `end`."""

    def __init__(self, plan: Plan, mode: str, limits: Limits) -> None:
        self._scratch = Path(tempfile.mkdtemp(prefix="app-"))
        self._began = time.monotonic()
        self._launched: Launched = launch(plan, mode, self._scratch)
        self._book = WitnessBook(plan.folder)
        self._stdout = BoundedOutput(limits.printed_bytes)
        self._stderr = BoundedOutput(limits.printed_bytes)
        self._status = b""
        self._asked_to_end = self._ended = False
        self._news = threading.Condition()
        self._all_read = self._witness_ended = False
        self._wake, self._waker = os.pipe()
        self._reader = threading.Thread(target=self._read_all, daemon=True)
        self._reader.start()

    @property
    def address(self) -> tuple[str, int]:
        """Where the app listens."""
        return self._launched.address

    @property
    def facts(self) -> AppRun:
        """All that has been witnessed up to now: what the app wrote before an answer is known after it."""
        with self._news:
            self._news.wait_for(lambda: not self._has_unread, CATCH_UP_SECONDS)
            run = self._book.run
            exit_code = None if self._asked_to_end else self._exit_code
            stdout, stderr = self._stdout.text, self._stderr.text
        return dataclasses.replace(run, exit_code=exit_code, stdout=stdout, stderr=stderr)

    @property
    def alive(self) -> bool:
        """Whether the app's own process has not ended."""
        with self._news:
            return self._exit_code is None and not self._all_read

    def wait_for_start(self, deadline: Deadline) -> bool:
        """Wait until the app is ready (True), or it is plain that it will not be (False)."""
        with self._news:
            self._news.wait_for(lambda: self._book.start_is_decided or self._is_over, deadline.remaining)
            return self._book.run.ready

    def wait_for_end(self, deadline: Deadline) -> bool:
        """Wait until the app's own process has ended. False where it has not."""
        with self._news:
            return self._news.wait_for(lambda: self._is_over, deadline.remaining)

    def ask_where(self) -> None:
        """Have the app's process write down which lines its threads are at."""
        with contextlib.suppress(OSError):
            os.write(self._launched.orders, b"d")
        with self._news:
            self._news.wait_for(lambda: self._book.run.stuck or self._is_over, STACK_SECONDS)

    def end(self) -> AppRun:
        """End the process and everything it started, and return all that was seen of it."""
        if not self._ended:
            self._ended = True
            self._asked_to_end = self.alive
            os.close(self._launched.orders)
            self._settle()
            shutil.rmtree(self._scratch, ignore_errors=True)
        return self.facts

    # The rest runs on the reader's thread, or waits for it.

    @property
    def _exit_code(self) -> int | None:
        word, _, number = self._status.rpartition(b"\n")[0].rpartition(b"\n")[2].partition(b" ")
        return int(number) if word == b"exit" else None

    @property
    def _has_unread(self) -> bool:
        """Whether the witness's pipe holds what nobody has read; asked with the lock held."""
        if self._witness_ended:
            return False
        return bool(select.select([self._launched.witness], [], [], 0)[0])

    @property
    def _is_over(self) -> bool:
        return self._exit_code is not None or self._all_read

    def _settle(self) -> None:
        self._reader.join(SETTLE_SECONDS)
        if self._reader.is_alive():
            self._kill_without_help()
            os.write(self._waker, b"!")
            self._reader.join()
        os.close(self._waker)
        self._launched.supervisor.wait()

    def _kill_without_help(self) -> None:
        """End the group ourselves: the app has stopped its supervisor, or something got away."""
        app = self._status.partition(b"\n")[0].partition(b" ")[2]
        with contextlib.suppress(OSError, ValueError):
            os.killpg(int(app), signal.SIGKILL)
        self._launched.supervisor.kill()

    def _read_all(self) -> None:
        """Read the four pipes until each has ended, or until we are woken to let them go."""
        with selectors.DefaultSelector() as pipes:
            for descriptor, take in self._takers().items():
                pipes.register(descriptor, selectors.EVENT_READ, take)
            while len(pipes.get_map()) > 1:
                ready = [key for key, _ in pipes.select()]
                with self._news:  # as one: what an app said before its end is known at its end
                    ended = [key.fd for key in ready if not self._read(key.fd, key.data)]
                    let_go = self._launched.witness in ended or self._wake in ended
                    self._witness_ended = self._witness_ended or let_go
                    self._news.notify_all()
                left = [key.fd for key in pipes.get_map().values()]
                for descriptor in left if self._wake in ended else ended:
                    pipes.unregister(descriptor)
                    os.close(descriptor)
            if pipes.get_map():
                os.close(self._wake)
        with self._news:
            self._all_read = True
            self._news.notify_all()

    def _read(self, descriptor: int, take: Callable[[bytes], None]) -> bool:
        """Take in what a descriptor has; False at its end, and for the one that wakes us."""
        data = os.read(descriptor, CHUNK)
        take(data)
        return bool(data) and descriptor != self._wake

    def _takers(self) -> dict[int, Callable[[bytes], None]]:
        launched = self._launched
        return {
            launched.stdout: self._stdout.add,
            launched.stderr: self._stderr.add,
            launched.witness: self._take_witness,
            launched.status: self._take_status,
            self._wake: lambda _: None,
        }

    def _take_witness(self, data: bytes) -> None:
        self._book.read(data, round((time.monotonic() - self._began) * 1000))

    def _take_status(self, data: bytes) -> None:
        self._status += data
