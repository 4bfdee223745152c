"""Write a report to a file without ever losing what was in that file."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from checker.core.errors import UsageError

_OURS = ('{\n  "format_version": ',)
_MARK = "kata report\n\n"


class OutputFile:
    """The file that a report goes to. Made before the check, so that a wrong path is said at once."""

    def __init__(self, path: Path) -> None:
        if path.is_dir():
            raise UsageError(f"--output {path} is a folder. Give it the name of a file.")
        if not path.absolute().parent.is_dir():
            raise UsageError(f"--output {path}: there is no folder {path.absolute().parent}.")
        if not os.access(path.absolute().parent, os.W_OK):
            raise UsageError(f"--output {path}: nothing may be written in {path.absolute().parent}.")
        self._path = path

    def write(self, text: str) -> str:
        """Write the report and return a line about it. What else was in the file is kept beside it."""
        text = text if text.startswith(_OURS) else _MARK + text
        kept = self._keep()
        draft = self._path.with_name(f".{self._path.name}.{os.getpid()}")
        try:
            draft.write_text(text, encoding="utf-8", errors="backslashreplace")
            draft.replace(self._path)
        except OSError as error:
            draft.unlink(missing_ok=True)
            raise UsageError(f"--output {self._path} cannot be written: {error.strerror}.") from error
        before = f" What was in it before is in {kept}." if kept else ""
        return f"The report is in {self._path}.{before}\n"

    def _keep(self) -> Path | None:
        """Move the file aside, unless it is missing, empty, or a report of an earlier run."""
        try:
            with self._path.open("rb") as page:
                head = page.read(64)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UsageError(f"--output {self._path} cannot be read: {error.strerror}.") from error
        if not head or head.startswith((*(mark.encode() for mark in _OURS), _MARK.encode())):
            return None
        number = 1
        while (aside := self._path.with_name(f"{self._path.name}.backup-{number}")).exists():
            number += 1
        shutil.copy2(self._path, aside)
        return aside
