"""Do many calls at once, in processes that have the checker loaded already.

Each call runs its apps in processes of their own, as ever. What is pooled here is the judging side.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from types import FrameType
from typing import Generic, TypeVar

from checker.core.errors import CheckerFault, RuleBroke

PRELOADED = ["checker.coaching.diagnose", "checker.grading.check", "checker.probing.plugin"]
"""Imported once, in the process that all others are forked from."""
LAST_SECONDS = 10.0
"""How long a call may clean up after kata itself has gone."""

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Done(Generic[Value]):
    """What a call came to: a value, or why there is none."""

    value: Value | None = None
    fault: str | None = None
    """The sentence of a CheckerFault."""
    bug: str | None = None
    """Any other exception, and the line that raised it."""


def cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_all(
    calls: Sequence[Callable[[], Value]], processes: int | None = None
) -> Iterator[tuple[int, Done[Value]]]:
    """Do the calls, which have to be picklable; each one's number and what it came to, as they come.

    An exception of one call ends no other. Where the iteration is left early, nothing of it is left running.
    """
    if not calls:
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(PRELOADED)
    pool = ProcessPoolExecutor(min(processes or cores(), len(calls)), context, initializer=_begin)
    try:
        numbers: dict[Future[Done[Value]], int] = {
            pool.submit(_do, call): number for number, call in enumerate(calls)
        }
        for future in as_completed(numbers):
            yield numbers[future], future.result()
    except BrokenProcessPool as error:
        raise CheckerFault(
            "A process that judges apps ended suddenly: perhaps the memory was used up. Try fewer --jobs."
        ) from error
    finally:
        _stop(pool)


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the pool; a call that still runs is interrupted, and ends its app."""
    pool.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        if process.pid is not None:
            os.kill(process.pid, signal.SIGINT)
    pool.shutdown(wait=True)


# The rest runs in the pool's processes.


class _Here:
    """What one process of the pool is doing."""

    idle = threading.Event()
    interrupted = False


def _begin() -> None:
    warnings.simplefilter("error", RuleBroke)  # here kata is tested: a rule that breaks has to be seen
    _Here.idle.set()
    signal.signal(signal.SIGINT, _interrupt)
    threading.Thread(target=_end_with_kata, daemon=True).start()


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    """Stop the running call, once: Ctrl-C and our own signal may both come, and cleaning up takes a moment."""
    again, _Here.interrupted = _Here.interrupted, True
    if not again and not _Here.idle.is_set():
        raise KeyboardInterrupt


def _end_with_kata() -> None:
    """However kata itself came to its end, its processes end too."""
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os.kill(os.getpid(), signal.SIGINT)
    _Here.idle.wait(LAST_SECONDS)
    os._exit(1)


def _do(call: Callable[[], Value]) -> Done[Value]:
    if _Here.interrupted:
        raise KeyboardInterrupt
    _Here.idle.clear()
    try:
        return Done(call())
    except CheckerFault as fault:
        return Done(fault=str(fault))
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return Done(bug=f"{type(error).__name__}: {error} ({where.filename}:{where.lineno})")
    finally:
        _Here.idle.set()
