"""Write a report to a file without ever losing what was in that file."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

from checker.core.errors import UsageError

_TEXT = ("kata report\n\n", "\n(end of the kata report)\n")
_JSON = ('{\n  "format_version": 1,\n  "reports": [', "]\n}\n")
"""How a report of ours begins and how it ends."""


class OutputFile:
    """The file that a report goes to. Made before the check, so that a wrong path is said at once."""

    def __init__(self, path: Path) -> None:
        self._named = path
        try:
            self._path = path.resolve()  # a link stays a link, and what it leads to gets the report
            self._look()
        except (OSError, RuntimeError) as error:
            raise self._unusable(error) from error

    def _look(self) -> None:
        if self._path.is_dir():
            raise UsageError(f"--output {self._named} is a folder. Give it the name of a file.")
        if not self._path.parent.is_dir():
            raise UsageError(f"--output {self._named}: there is no folder {self._path.parent}.")
        if self._path.exists() and not self._path.is_file():
            raise UsageError(
                f"--output {self._named} is no ordinary file. Leave --output away to write to standard output."
            )
        with contextlib.suppress(FileNotFoundError), self._path.open("rb"):
            pass
        with tempfile.TemporaryFile(dir=self._path.parent):
            pass

    def write(self, text: str) -> str:
        """Write the report and return a line about it. What else was in the file is kept beside it."""
        if not _is_ours(text.encode("utf-8", "replace")):
            text = _TEXT[0] + text.rstrip("\n") + "\n" + _TEXT[1]
        try:
            kept = self._keep()
            self._replace(text.encode("utf-8", "backslashreplace"))
        except OSError as error:
            raise self._unusable(error) from error
        before = f" What was in it before is in {self._named.with_name(kept)}." if kept else ""
        return f"The report is in {self._named}.{before}\n"

    def _replace(self, data: bytes) -> None:
        """Put the whole report there at once: a reader sees the file before or the file after."""
        handle, name = tempfile.mkstemp(prefix=".kata-", dir=self._path.parent)
        draft = Path(name)
        try:
            with os.fdopen(handle, "wb") as page:
                page.write(data)
            if self._path.exists():
                shutil.copymode(self._path, draft)
            else:
                mask = os.umask(0)
                os.umask(mask)
                draft.chmod(0o666 & ~mask)
            draft.replace(self._path)
        except BaseException:
            draft.unlink(missing_ok=True)
            raise

    def _keep(self) -> str | None:
        """Copy the file aside, unless it is missing, empty, or a report of an earlier run; the copy's name."""
        try:
            before = self._path.read_bytes()
        except FileNotFoundError:
            return None
        if not before or _is_ours(before):
            return None
        number = 1
        while True:
            aside = self._path.with_name(f"{self._path.name}.backup-{number}")
            try:
                with aside.open("xb") as page:
                    page.write(before)
            except FileExistsError:
                number += 1
                continue
            shutil.copystat(self._path, aside)
            return aside.name

    def _unusable(self, error: OSError | RuntimeError) -> UsageError:
        reason = getattr(error, "strerror", None) or error
        return UsageError(f"--output {self._named} cannot be written: {reason}.")


def _is_ours(data: bytes) -> bool:
    """Whether these bytes begin and end as a report does. One that somebody has added notes to does not."""
    return any(
        data.startswith(head.encode()) and data.endswith(tail.encode()) for head, tail in (_TEXT, _JSON)
    )
