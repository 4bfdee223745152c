"""Rules are asked in their order, and a bug in one of them costs nobody a verdict."""

import warnings

import pytest

from checker.coaching.ruling import first_cause
from checker.core.errors import RuleBroke
from checker.core.reports import Diagnosis

FOUND = Diagnosis("a-cause", "It is so.")


def knows(_facts):
    return FOUND


def knows_not(_facts):
    return None


def breaks(_facts):
    raise TypeError("unhashable")


def test_the_first_rule_that_knows_the_cause_names_it():
    """Later rules are not asked."""
    assert first_cause((knows_not, knows, breaks), "facts") is FOUND
    assert first_cause((knows_not,), "facts") is None


def test_a_rule_that_breaks_is_passed_over():
    """The next rule is asked; the warning names the rule and its error."""
    with pytest.warns(RuleBroke, match="breaks raised TypeError: unhashable"):
        assert first_cause((breaks, knows), "facts") is FOUND


def test_where_kata_is_tested_a_broken_rule_is_an_error():
    """With warnings as errors, which tests and `kata validate` have, nothing is passed over in silence."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuleBroke)
        with pytest.raises(RuleBroke):
            first_cause((breaks, knows), "facts")
