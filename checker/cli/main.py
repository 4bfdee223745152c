"""`kata`: the one place that prints and the one place that exits."""

from __future__ import annotations

import gc
import os
import sys
import warnings
from typing import TextIO

import click

from checker.cli.result import ExitCode, Result
from checker.core.errors import CheckerFault, RuleBroke, UsageError
from checker.core.visible import visible


class LazyGroup(click.Group):
    """Imports a command's module when the command is used: a check must not wait for the others' imports."""

    commands_by_name = {  # noqa: RUF012  click's groups are made once
        "check": "Check your app for an exercise.",
        "hint": "Show the next hint for the first task that fails.",
        "explain": "Explain a cause that a check has named.",
        "init": "Put the exercises' stubs into a folder of yours.",
        "list": "Show the exercises, their tasks and points.",
        "validate": "Check that the exercises are sound, for their authors.",
        "upstream": "Run the small service that two exercises talk to.",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names."""
        return list(self.commands_by_name)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in self.commands_by_name:
            return None
        from importlib import import_module

        command = import_module(f"checker.cli.{cmd_name}_command").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, written without importing any."""
        with formatter.section("Commands"):
            formatter.write_dl(list(self.commands_by_name.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="flask-fastapi-kata", prog_name="kata")
def kata() -> None:
    """Learn Flask and FastAPI side by side: kata runs your app for real and says what is wrong."""


def run() -> None:
    """The console script: run a command, print what it came to, exit."""
    # A command makes much, nearly all of it modules that it keeps, and is soon over: a search for unused cycles
    # after each 700 new objects, which is Python's way, finds none.
    gc.set_threshold(100_000)
    if not sys.warnoptions:
        warnings.simplefilter("ignore", RuleBroke)  # a learner can do nothing about it
    result = result_of(sys.argv[1:])
    code = result.code
    problem = _write(sys.stdout, result.out)
    if problem is not None:
        code = ExitCode.USAGE
        result = Result(code, err=f"Error: standard output cannot be written: {problem.strerror}.\n")
    _write(sys.stderr, result.err)
    gc.freeze()  # nor is everything searched once more while the interpreter ends
    sys.exit(int(code))


def result_of(words: list[str]) -> Result:
    """Run the command that the words name. Every error becomes a sentence and an exit code."""
    try:
        result = kata.main(words, prog_name="kata", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        return Result(ExitCode.USAGE, err=f"{error.format_message()}\n")
    except click.ClickException as error:
        return Result(ExitCode.USAGE, err=_usage(error.format_message(), error))
    except UsageError as error:
        return Result(ExitCode.USAGE, err=_usage(str(error)))
    except (KeyboardInterrupt, click.Abort):
        return Result(ExitCode.INTERRUPTED, err="Stopped. Nothing of your app is left running.\n")
    except CheckerFault as error:
        return Result(ExitCode.OUR_FAULT, err=f"The fault is kata's, not yours. {error}\n")
    except Exception as error:
        return Result(ExitCode.OUR_FAULT, err=_our_fault(error))
    return result if isinstance(result, Result) else Result(ExitCode.PASSED)


def _usage(message: str, error: click.ClickException | None = None) -> str:
    context = getattr(error, "ctx", None)
    help_line = f"\nFor help: {context.command_path} --help" if context is not None else ""
    return f"Error: {visible(message)}{help_line}\n"


def _our_fault(error: Exception) -> str:
    import tempfile
    import traceback

    sentence = f"The fault is kata's, not yours: {type(error).__name__}.\n"
    trace = "".join(traceback.format_exception(error))
    try:
        with tempfile.NamedTemporaryFile(
            "w",
            prefix="kata-fault-",
            suffix=".txt",
            delete=False,
            encoding="utf-8",
            errors="backslashreplace",
        ) as page:
            page.write(trace)
    except OSError:
        return f"{sentence}Please send this to the makers of kata:\n{visible(trace)}"
    return f"{sentence}What happened is written in {page.name}. Please send it to the makers of kata.\n"


def _write(stream: TextIO | None, text: str) -> OSError | None:
    """Write to a stream of this process, in what characters it takes; why that could not be done.

    A reader that has gone (`kata list | head`) has read what it wanted: that is no problem.
    """
    if not text or stream is None:  # None: this process was started with that stream closed
        return None
    try:
        stream.reconfigure(errors="backslashreplace")  # type: ignore[attr-defined]
        stream.write(text)
        stream.flush()
    except OSError as error:
        # What is left in the stream's buffer must not be tried again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return None if isinstance(error, BrokenPipeError) else error
    return None
