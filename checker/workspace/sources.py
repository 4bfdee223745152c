"""Read what is in a learner's folder, bounded, without running or trusting any of it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checker.core.evidence import SourceFile

MOST_FILES = 200
MOST_BYTES = 200_000
MOST_DEPTH = 4

_PAGES = {".html", ".htm", ".xhtml", ".j2", ".jinja", ".jinja2", ".txt", ".xml", ".svg"}
"""How the names of templates end."""
_NOT_THEIRS = {"__pycache__", "node_modules", "site-packages"}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A learner's folder at the moment when the check began."""

    sources: tuple[SourceFile, ...]
    other_files: tuple[str, ...]
    pages: tuple[SourceFile, ...] = ()
    """What may be a template, of the other files."""


def take_snapshot(folder: Path) -> Snapshot:
    """The Python files and the templates of the folder, and the names of its other files.

    Virtual environments and hidden folders are left out. Not more than MOST_FILES files of
    MOST_BYTES bytes each are read, MOST_DEPTH folders deep.
    """
    sources: list[SourceFile] = []
    others: list[str] = []
    pages: list[SourceFile] = []
    for path in _files(folder, MOST_DEPTH):
        name = path.relative_to(folder).as_posix()
        if path.suffix != ".py":
            others.append(name)
            if path.suffix in _PAGES and (data := _read(path)) is not None:
                pages.append(SourceFile(name, data))
        elif (data := _read(path)) is not None:
            sources.append(SourceFile(name, data))
        if len(sources) + len(others) >= MOST_FILES:
            break
    return Snapshot(tuple(sources), tuple(others), tuple(pages))


def _files(folder: Path, depth: int) -> Iterator[Path]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: (_is_folder(entry), entry.name))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.name in _NOT_THEIRS:
            continue
        if not _is_folder(entry):
            yield Path(entry.path)
        elif depth > 1 and not os.path.exists(os.path.join(entry.path, "pyvenv.cfg")):  # noqa: PTH110, PTH118
            yield from _files(Path(entry.path), depth - 1)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder itself. Links are not followed: they may lead round in a circle."""
    return entry.is_dir(follow_symlinks=False)


def _read(path: Path) -> bytes | None:
    """The file's first bytes; None for what is no plain file: a pipe or a device could block us."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            return None
        return os.read(handle, MOST_BYTES)
    except OSError:
        return None
    finally:
        os.close(handle)
