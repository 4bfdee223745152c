'''Read `causes/<slug>.toml`, the page that explains one cause.

title = "The rule ends in a slash"
happened = """..."""
why = """..."""
flask = """..."""             # a small right module
fastapi = """..."""

[[links]]
title = "Flask: Quickstart, Unique URLs"
address = "https://..."
'''

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from checker.catalog.content import Content
from checker.core.causes import CausePage, Link
from checker.core.errors import CheckerFault
from checker.core.exercises import Framework

_KEYS = {"title", "happened", "why", "links", *(framework.value for framework in Framework)}


def cause_slugs(content: Content) -> tuple[str, ...]:
    """The slugs of all causes that have a page, in order."""
    return tuple(sorted(page.stem for page in content.causes.glob("*.toml")))


def load_cause(content: Content, slug: str) -> CausePage:
    """The page of that cause. Raises CheckerFault where it cannot be read or is not whole."""
    page = content.causes / f"{slug}.toml"
    try:
        data = tomllib.loads(page.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise CheckerFault(f"{page} cannot be read: {error}") from error
    for key in sorted(set(data) - _KEYS):
        raise CheckerFault(f"{page}: {key!r} is not known. It may have {', '.join(sorted(_KEYS))}.")
    return CausePage(
        slug=slug,
        title=_text(page, data, "title"),
        happened=_paragraph(page, data, "happened"),
        why=_paragraph(page, data, "why"),
        examples={one: _text(page, data, one.value).strip() + "\n" for one in Framework},
        links=_links(page, data.get("links")),
    )


def _links(page: Path, rows: Any) -> tuple[Link, ...]:
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise CheckerFault(f"{page}: it needs at least one [[links]] with a title and an address.")
    return tuple(Link(_text(page, row, "title"), _text(page, row, "address")) for row in rows)


def _paragraph(page: Path, data: dict[str, Any], key: str) -> str:
    """A text as one line, whatever its line breaks in the file."""
    return " ".join(_text(page, data, key).split())


def _text(page: Path, data: dict[str, Any], key: str) -> str:
    value = data.get(key)
    if not isinstance(value, str) or not value.strip():
        raise CheckerFault(f"{page}: {key!r} is missing or is not a text.")
    return value
