"""What is known of a start that failed."""

from __future__ import annotations

from dataclasses import dataclass

from checker.coaching.seen import TITLES
from checker.core.evidence import AppRun, SourceFile

_OTHER = {"flask": "fastapi", "fastapi": "flask"}


@dataclass(frozen=True, slots=True)
class Start:
    """All that is known of a start that failed."""

    framework: str
    run: AppRun
    sources: tuple[SourceFile, ...]
    other_files: tuple[str, ...]

    @property
    def title(self) -> str:
        """The framework's name."""
        return TITLES[self.framework]

    @property
    def other_title(self) -> str:
        """The other framework's name."""
        return TITLES[_OTHER[self.framework]]

    def file(self, name: str | None) -> SourceFile | None:
        """The source of that name."""
        return next((source for source in self.sources if source.path == name), None)
