"""What the app's process did or did not do, apart from its answers."""

from __future__ import annotations

import ast

from checker.coaching.failed_start import Start
from checker.coaching.seen import Seen
from checker.coaching.source import nodes
from checker.coaching.start import (
    import_error,
    known_error,
    raised_at_start,
    server_at_import,
    stopped_itself,
)
from checker.core.evidence import Aspect
from checker.core.reports import Diagnosis, Place


def server_beside(seen: Seen) -> Diagnosis | None:
    """A server was started at import, in a thread of its own."""
    if seen.mismatch.aspect is not Aspect.PROCESS or not seen.run.servers:
        return None
    return server_at_import(_as_start(seen))


def script_raised(seen: Seen) -> Diagnosis | None:
    """Running the file as a script ended in an exception."""
    if seen.mismatch.aspect is not Aspect.PROCESS or seen.run.import_raised is None:
        return None
    start = _as_start(seen)
    found = (rule(start) for rule in (stopped_itself, import_error, known_error, raised_at_start))
    return next((diagnosis for diagnosis in found if diagnosis is not None), None)


def run_not_called(seen: Seen) -> Diagnosis | None:
    """Running the file as a script came to its end and started nothing."""
    if seen.mismatch.aspect is not Aspect.PROCESS or seen.run.script_run is not None:
        return None
    call = _run_call(seen)
    named = None if call else _run_named(seen)
    if named is not None:
        return Diagnosis(
            "run-not-called",
            f"{named} names the method run and does not call it: there are no parentheses after it.",
            named,
            "A function runs only when parentheses stand after its name.",
        )
    if call is None:
        return Diagnosis(
            "run-missing",
            "Running the file as a script starts no server: nothing in it calls run().",
            Place(seen.run.app_file or "app.py"),
            "At the end of the file, under `if __name__ == '__main__':`, call the app's run method.",
        )
    return Diagnosis(
        "run-not-reached",
        f"The call at {call} is never reached when the file runs as a script.",
        call,
        "Look at the condition above the call: the name that Python gives to a script is '__main__', with"
        " two underscores on each side.",
    )


def debug_off(seen: Seen) -> Diagnosis | None:
    """The script served, but not in debug mode."""
    call = seen.run.script_run
    if seen.mismatch.aspect is not Aspect.PROCESS or call is None or call.debug:
        return None
    place = seen.place(call.frames[-1] if call.frames else None)
    return Diagnosis(
        "debug-off",
        f"The file runs as a script, but {place or 'run()'} starts the app with debug mode off.",
        place,
        "run() takes a keyword argument that switches debug mode on.",
    )


def _run_call(seen: Seen) -> Place | None:
    """The first call of a method run."""
    calls = (one for one in nodes(seen.sources) if isinstance(one[1], ast.Call) and _is_run(one[1].func))
    first = next(calls, None)
    return seen.at(first) if first else None


def _run_named(seen: Seen) -> Place | None:
    """A line that is nothing but `name.run`."""
    lines = (one for one in nodes(seen.sources) if isinstance(one[1], ast.Expr) and _is_run(one[1].value))
    first = next(lines, None)
    return seen.at(first) if first else None


def _is_run(node: ast.expr) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "run"


def _as_start(seen: Seen) -> Start:
    return Start(seen.framework, seen.run, seen.sources, seen.evidence.other_files)


RULES = (server_beside, script_raised, run_not_called, debug_off)
