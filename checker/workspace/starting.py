"""Put the stubs where a learner can work on them, and never over something that is there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_NOT_COPIED = {"__pycache__"}


@dataclass(frozen=True, slots=True)
class Copied:
    """What `copy_stubs` did."""

    written: tuple[Path, ...]
    kept: tuple[Path, ...]
    """Files that were there and were left as they are."""


def copy_stubs(exercises: Path, target: Path) -> Copied:
    """Copy every exercise's stubs and READMEs to `target/exercises`; files that exist are left alone."""
    written, kept = [], []
    for source in _files(exercises):
        copy = target / "exercises" / source.relative_to(exercises)
        if copy.exists() or copy.is_symlink():
            kept.append(copy)
            continue
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
        written.append(copy)
    return Copied(tuple(written), tuple(kept))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if (
            path.is_file()
            and path.name != "exercise.toml"
            and not _NOT_COPIED & set(path.relative_to(folder).parts)
        ):
            yield path
