"""What can go wrong that is not the learner's app: each error says what to do next."""

from __future__ import annotations


class KataError(Exception):
    """An error with a sentence for the person at the keyboard. Its text is what they read."""


class UsageError(KataError):
    """The command was asked for something that does not exist or cannot be done."""


class CheckerFault(KataError):
    """The fault is ours or an exercise author's, never the learner's."""


class RuleBroke(RuntimeWarning):
    """A rule of diagnosis raised an exception: a bug of ours, which costs a learner one hint and no verdict."""
