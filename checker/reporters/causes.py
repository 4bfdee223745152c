"""A cause's page: as lines for a terminal, and as Markdown for docs/reference/causes/."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from checker.core.causes import CausePage
from checker.reporters.lines import Line, Style

INDENT = "  "
NARROWEST, WIDEST = 60, 100


def cause_lines(page: CausePage, columns: int = 80) -> Iterator[Line]:
    """One page, to read in a terminal of so many columns."""
    width = max(NARROWEST, min(columns, WIDEST))
    yield ((page.title, Style.STRONG), (f"  [{page.slug}]", Style.QUIET))
    yield from _section("What happened", page.happened, width)
    yield from _section("Why, and what to do", page.why, width)
    for framework, example in page.examples.items():
        yield ()
        yield ((f"In {framework.title}", Style.STRONG),)
        yield from ((INDENT, (line, Style.CODE)) for line in example.splitlines())
    yield ()
    yield (("Read more", Style.STRONG),)
    for link in page.links:
        yield (f"{INDENT}{link.title}",)
        yield (INDENT, (link.address, Style.QUIET))


def list_lines(pages: Iterable[CausePage]) -> Iterator[Line]:
    """All causes, one a line."""
    every = list(pages)
    longest = max((len(page.slug) for page in every), default=0)
    for page in every:
        yield ((f"{page.slug:<{longest}}", Style.STRONG), f"  {page.title}")
    yield ()
    yield ("Read about one: kata explain trailing-slash-redirect",)


def cause_markdown(page: CausePage) -> str:
    """One page as Markdown."""
    parts = [
        f"# {page.title}",
        f"`{page.slug}`",
        "## What happened",
        page.happened,
        "## Why, and what to do",
        page.why,
    ]
    for framework, example in page.examples.items():
        parts += [f"## In {framework.title}", f"```python\n{example}```"]
    links = "\n".join(f"- [{link.title}]({link.address})" for link in page.links)
    parts += ["## Read more", links, "[All causes](README.md)"]
    return "\n\n".join(_wrapped(part) for part in parts) + "\n"


def index_markdown(pages: Iterable[CausePage]) -> str:
    """The list of all causes as Markdown."""
    rows = "\n".join(f"| [{page.slug}]({page.slug}.md) | {page.title} |" for page in pages)
    return (
        "# Causes\n\nEvery cause that a diagnosis can name has a page. `kata explain` prints the same in a terminal.\n"
        "These pages are made from `causes/*.toml` by `python docs/make_causes.py`.\n\n"
        f"| cause | what it is |\n|---|---|\n{rows}\n"
    )


def _section(title: str, text: str, width: int) -> Iterator[Line]:
    yield ()
    yield ((title, Style.STRONG),)
    for line in textwrap.wrap(text, width - len(INDENT), break_long_words=False, break_on_hyphens=False):
        yield (f"{INDENT}{line}",)


def _wrapped(part: str) -> str:
    """A paragraph in lines of the width that this project's pages have."""
    if part.startswith(("```", "#", "- ")):
        return part
    return textwrap.fill(part, 120, break_long_words=False, break_on_hyphens=False)
