"""A cause, explained: what a learner reads who asks what a slug means."""

from __future__ import annotations

from dataclasses import dataclass

from checker.core.exercises import Framework


@dataclass(frozen=True, slots=True)
class Link:
    """A page of official documentation."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class CausePage:
    """The page of one cause."""

    slug: str
    title: str
    happened: str
    """What happened, for a reader whose app failed with it."""
    why: str
    """Why the framework behaves so, and what to do."""
    examples: dict[Framework, str]
    """A small right module for each framework, on another subject than any exercise."""
    links: tuple[Link, ...]
