"""What `kata validate` found, told: to an author at a terminal, or to a program as JSON, version 1."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator

from checker.core.findings import Validation
from checker.core.visible import visible
from checker.reporters.lines import Line, Style

FORMAT_VERSION = 1
INDENT = "    "
NARROWEST, WIDEST = 60, 110


def validation_lines(validation: Validation, columns: int = 80) -> Iterator[Line]:
    """A line for each exercise, then each finding with its file."""
    width = max(NARROWEST, min(columns, WIDEST))
    names = [*validation.judged, *(one.exercise for one in validation.findings)]
    longest = max(map(len, names), default=0)
    for name in dict.fromkeys(names):
        count = len(validation.of(name))
        word = (_counted(count, "finding"), Style.BAD) if count else ("sound", Style.GOOD)
        yield (f"{name:<{longest}}  {_counted(validation.judged.get(name, 0), 'app'):>8} judged  ", word)
    for finding in validation.findings:
        yield ()
        yield ((finding.place, Style.STRONG), (f"  [{finding.rule.value}]", Style.QUIET))
        for line in textwrap.wrap(finding.sentence, width - len(INDENT), break_on_hyphens=False):
            yield (f"{INDENT}{line}",)
    yield ()
    if validation.sound:
        yield (("The exercises are sound.", Style.GOOD),)
    else:
        unsound = len({finding.exercise for finding in validation.findings})
        yield (
            (
                f"{_counted(len(validation.findings), 'finding')} in {_counted(unsound, 'exercise')}.",
                Style.BAD,
            ),
        )


def render_validation(validation: Validation) -> str:
    """The document, in ASCII alone. docs/reference/validation.md explains each key."""
    document = {
        "format_version": FORMAT_VERSION,
        "outcome": "sound" if validation.sound else "unsound",
        "seeds": list(validation.seeds),
        "exercises": [{"exercise": name, "judged": count} for name, count in validation.judged.items()],
        "findings": [
            {
                "rule": finding.rule.value,
                "exercise": visible(finding.exercise),
                "file": visible(finding.file.as_posix()),
                "line": finding.line,
                "sentence": visible(finding.sentence),
            }
            for finding in validation.findings
        ],
    }
    return json.dumps(document, indent=2).replace("##", "\\u0023\\u0023") + "\n"


def _counted(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
