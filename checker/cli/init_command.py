"""`kata init`: put the stubs into a folder."""

from __future__ import annotations

from pathlib import Path

import click

from checker.catalog.content import find_content
from checker.cli.result import ExitCode, Result
from checker.core.errors import UsageError
from checker.workspace.starting import copy_stubs


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path), default=".")
def command(folder: Path) -> Result:
    """Put the exercises' stubs into FOLDER/exercises. Files that are there already stay as they are."""
    try:
        copied = copy_stubs(find_content().exercises, folder)
    except OSError as error:
        raise UsageError(f"{error.filename or folder} cannot be written: {error.strerror}.") from error
    place = "" if folder.resolve() == Path.cwd() else f"Go to {folder}. "
    kept = f" {len(copied.kept)} were there already and are as they were." if copied.kept else ""
    return Result(
        ExitCode.PASSED,
        out=f"{len(copied.written)} files written to {folder / 'exercises'}.{kept}\n"
        f"{place}Begin with exercises/02-setup/README.md, then: kata check 02-setup --framework flask\n",
    )
