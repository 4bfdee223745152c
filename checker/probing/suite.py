"""Run the hidden tests of one exercise against one app, in this process, with nothing of the learner's loaded."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.core.errors import CheckerFault
from checker.core.exercises import Exercise, Framework, Task
from checker.core.ports import AppUnderTest, UpstreamUnderTest
from checker.probing.record import TestRecord

_UNUSED_PLUGINS = (
    "cacheprovider", "capture", "debugging", "doctest", "faulthandler", "junitxml", "legacypath", "logging",
    "nose", "pastebin", "recwarn", "setuponly", "setupplan", "stepwise", "subtests", "terminal",
    "terminalprogress", "threadexception", "tmpdir", "unittest", "unraisableexception", "warnings",
)  # fmt: skip


def hidden_files(exercise: Exercise, framework: Framework) -> tuple[Path, ...]:
    """The files with the exercise's hidden tests for a framework, its own and those for both.

    Raises CheckerFault where there are none.
    """
    names = (f"test_{framework.value}.py", "test_both.py")
    files = tuple(path for name in names if (path := exercise.hidden / name).is_file())
    if not files:
        raise CheckerFault(f"{exercise.hidden} has no hidden tests for {framework.title}.")
    return files


def run_suite(
    files: tuple[Path, ...],
    tasks: tuple[Task, ...],
    app: AppUnderTest,
    seed: int,
    upstream: UpstreamUnderTest | None = None,
) -> tuple[TestRecord, ...]:
    """Ask the app everything that these tasks ask for; the records are in the order of the written tests.

    Raises CheckerFault where a hidden test itself is at fault, and KeyboardInterrupt as it came.
    """
    from checker.probing.plugin import HiddenTests

    plugin = HiddenTests(tasks, app, seed, upstream)
    run_pytest(files, plugin)
    if plugin.interrupted:
        raise KeyboardInterrupt
    if plugin.fault:
        raise CheckerFault(plugin.fault)
    return tuple(sorted(plugin.records, key=lambda record: record.order))


def run_pytest(files: tuple[Path, ...], plugin: object) -> None:
    """Run pytest on files of hidden tests with this one plugin of ours, and nothing that is installed or set."""
    import pytest

    arguments = [
        *(str(path) for path in files),
        *(f"-pno:{name}" for name in _UNUSED_PLUGINS),
        # Above the exercise: from its own folder, every exercise's file would be the same module to pytest.
        f"--rootdir={files[0].parent.parent}",
        f"--confcutdir={files[0].parent}",
        f"--config-file={os.devnull}",
        "--assert=plain",
        "--import-mode=importlib",
    ]
    if any(b"async def test_" in path.read_bytes() for path in files):
        scope = "asyncio_default_fixture_loop_scope=function"
        arguments += ["-ppytest_asyncio.plugin", "--asyncio-mode=auto", f"--override-ini={scope}"]
    with _nothing_from_outside():
        pytest.main(arguments, plugins=[plugin])


@contextmanager
def _nothing_from_outside() -> Iterator[None]:
    """Keep installed plugins and PYTEST_* settings from having a word in a verdict."""
    before = {name: value for name, value in os.environ.items() if name.startswith("PYTEST_")}
    for name in before:
        del os.environ[name]
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        del os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
        os.environ.update(before)
