"""What a command comes to. Commands return it; one place prints it and exits."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class ExitCode(enum.IntEnum):
    """The exit codes that are documented in docs/reference/exit-codes.md."""

    PASSED = 0
    NOT_YET = 1
    USAGE = 2
    OUR_FAULT = 3
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Result:
    """Text for standard output, text for standard error, and the exit code."""

    code: ExitCode
    out: str = ""
    err: str = ""
