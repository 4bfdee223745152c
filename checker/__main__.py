"""`python -m checker` is `kata`."""

from checker.cli.main import run

run()
