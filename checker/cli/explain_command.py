"""`kata explain`: the page of a cause that a check has named."""

from __future__ import annotations

import shutil
import sys

import click

from checker.catalog.causes import cause_slugs, load_cause
from checker.catalog.content import find_content
from checker.catalog.lookup import find_cause
from checker.cli.result import ExitCode, Result
from checker.cli.screen import to_text
from checker.reporters.causes import cause_lines, list_lines


@click.command("explain")
@click.argument("cause", required=False)
def command(cause: str | None) -> Result:
    """Explain CAUSE: the word in brackets below a diagnosis. Without it: list all causes."""
    content = find_content()
    slugs = cause_slugs(content)
    if cause is None:
        lines = list_lines(load_cause(content, slug) for slug in slugs)
    else:
        lines = cause_lines(load_cause(content, find_cause(cause, slugs)), shutil.get_terminal_size().columns)
    return Result(ExitCode.PASSED, out=to_text(lines, sys.stdout))
