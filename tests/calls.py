"""What another process is told to do: it finds this module by its name, whatever else is called `tests` there."""

import os

from checker.core.errors import CheckerFault


def square(number):
    return number * number


def raise_fault():
    raise CheckerFault("The page is unsound.")


def raise_surprise():
    raise ZeroDivisionError("by nothing")


def end_suddenly():
    os._exit(1)
