"""How long a cold `kata check` takes, beside plain pytest and check50. See docs/how-to/measure.md.

    python benchmarks/cold_check.py [--framework flask|fastapi] [--rounds 10]

Everything is measured in this one run, in turns: A B C, A B C, ... A round's ratio is that of its own pair, so what
slows the machine for a while slows both sides of it.
"""

from __future__ import annotations

import argparse
import functools
import importlib.metadata
import json
import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
EXERCISE = "03-routing"
PLAIN_TESTS = {"flask": "test_flask_client.py", "fastapi": "test_fastapi_client.py"}
TESTS = 9
"""Tests in each plain file and in each hidden one."""
CHECKS50 = 6
"""Checks in check50_flask."""


@dataclass(frozen=True)
class Took:
    """What one run of one contender took, its children included."""

    wall: float
    cpu: float


@dataclass(frozen=True)
class Contender:
    """One way to check the same solution."""

    name: str
    command: list[str]
    folder: Path
    passed: Callable[[str], bool]
    """Whether its output says that everything was asked and was right."""


def main() -> None:
    """Measure each framework that was asked for."""
    options = _options()
    print(_machine())
    for framework in [options.framework] if options.framework else ["flask", "fastapi"]:
        _measure(framework, options.rounds)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--framework", choices=sorted(PLAIN_TESTS), help="Only this one.")
    parser.add_argument("--rounds", type=int, default=10, help="Rounds that count. Default: 10.")
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error("--rounds is 1 or more.")
    return options


def _machine() -> str:
    names = ("pytest", "httpx", "flask", "fastapi", "uvicorn", "uvloop", "check50")
    versions = ", ".join(f"{name} {_version(name)}" for name in names)
    return f"Python {platform.python_version()}, {os.cpu_count()} cores. {versions}."


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"


# --- who takes part -------------------------------------------------------------------------------


def _contenders(framework: str) -> list[Contender]:
    solution = ROOT / "solutions" / EXERCISE / framework
    tests = HERE / "plain_pytest" / PLAIN_TESTS[framework]
    return [
        Contender(
            "kata",
            [sys.executable, "-m", "checker", *_check(framework)],
            ROOT,
            _all_pass,
        ),
        Contender(
            "plain pytest",
            # Without the cache and without other installed plugins: pytest at its fastest.
            [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(tests)],
            solution,
            lambda out: f"{TESTS} passed" in out,
        ),
        *_check50(framework, solution),
    ]


def _all_pass(report: str) -> bool:
    return bool(re.search(r"\b([1-9]\d*) of \1 tasks pass", report))


def _check(framework: str) -> list[str]:
    solution = ROOT / "solutions" / EXERCISE / framework
    return ["check", EXERCISE, "--framework", framework, "--path", str(solution)]


def _check50(framework: str, solution: Path) -> list[Contender]:
    if framework != "flask":
        return []
    if _version("check50") == "not installed":
        print("check50 is not installed: it takes no part. (pip install check50)")
        return []
    # --dev: the checks are a folder on this machine, and nothing is asked of the network.
    command = [sys.executable, "-m", "check50", "--dev", "--log-level", "warning", "-o", "ansi", "--"]
    return [
        Contender(
            "check50",
            [*command, str(HERE / "check50_flask")],
            solution,
            lambda out: out.count(":) ") == CHECKS50 and ":( " not in out and ":| " not in out,
        )
    ]


# --- one run --------------------------------------------------------------------------------------


def _environment() -> dict[str, str]:
    ours = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "PYTHON"))}
    return {**ours, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "NO_COLOR": "1"}


def _run(contender: Contender) -> Took:
    """Run it to its end. What it says is read, so that nobody wins by not asking."""
    before, began = _children_cpu(), time.monotonic()
    done = subprocess.run(
        contender.command,
        cwd=contender.folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    took = Took(time.monotonic() - began, _children_cpu() - before)
    if done.returncode != 0 or not contender.passed(done.stdout):
        sys.exit(f"{contender.name} did not pass the solution:\n{done.stdout}{done.stderr}")
    return took


def _children_cpu() -> float:
    """CPU seconds of all processes that have been waited for, and of those that they had waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _run_stages(framework: str) -> dict[str, float]:
    """One more check of ours, with a clock around its parts."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "stages.json"
        began = time.monotonic()
        command = [sys.executable, str(HERE / "stages.py"), repr(began), str(page), *_check(framework)]
        done = subprocess.run(command, cwd=ROOT, env=_environment(), capture_output=True, check=False)
        ended = time.monotonic()
        if done.returncode != 0 or not page.exists() or not _all_pass(done.stdout.decode()):
            sys.exit(f"stages.py failed:\n{done.stdout.decode()}{done.stderr.decode()}")
        told = json.loads(page.read_text(encoding="utf-8"))
    return {
        **told["parts"],
        "end of the process": (ended - told["ended"]) * 1000,
        "(app ready after)": told["app_ready_ms"],
    }


# --- all rounds, and what they come to ------------------------------------------------------------


def _measure(framework: str, rounds: int) -> None:
    contenders = _contenders(framework)
    for contender in contenders:  # warm: what is compiled once is compiled now
        _run(contender)
    _run_stages(framework)
    took: dict[str, list[Took]] = {contender.name: [] for contender in contenders}
    stages: list[dict[str, float]] = []
    for _ in range(rounds):
        for contender in contenders:
            took[contender.name].append(_run(contender))
        stages.append(_run_stages(framework))
    _tell(framework, took)
    _tell_stages(stages)


def _tell(framework: str, took: dict[str, list[Took]]) -> None:
    ours, *others = took
    print(f"\n{EXERCISE} in {framework}, {len(took[ours])} rounds, seconds: median (least to most)\n")
    print(f"  {'':<16}{'wall':>24}{'CPU':>24}")
    for name, runs in took.items():
        wall, cpu = _seconds([run.wall for run in runs]), _seconds([run.cpu for run in runs])
        print(f"  {name:<16}{wall:>24}{cpu:>24}")
    print("\n  Ratios, pair by pair: median (least to most)\n")
    for other in others:
        pairs = list(zip(took[ours], took[other], strict=True))
        wall = _ratio([mine.wall / theirs.wall for mine, theirs in pairs])
        cpu = _ratio([mine.cpu / theirs.cpu for mine, theirs in pairs])
        print(f"  {f'{ours} / {other}':<20}{wall:>20}{cpu:>24}")


def _tell_stages(stages: Sequence[dict[str, float]]) -> None:
    print("\n  The parts of ours, wall milliseconds in the checker's own process: median (least to most)\n")
    names = list(functools.reduce(lambda known, one: known | one, stages))
    for name in names:
        values = [one.get(name, 0.0) for one in stages]
        spread = f"({min(values):.0f} to {max(values):.0f})"
        print(f"  {name:<32}{statistics.median(values):>7.1f}  {spread}")


def _seconds(values: list[float]) -> str:
    return f"{statistics.median(values):.3f} ({min(values):.3f} to {max(values):.3f})"


def _ratio(values: list[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


if __name__ == "__main__":
    main()
