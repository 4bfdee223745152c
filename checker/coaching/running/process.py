"""What the app's process did or did not do, apart from its answers."""

from __future__ import annotations

import ast

from checker.coaching.reading.finding import calls, functions
from checker.coaching.reading.guards import wrong_guard
from checker.coaching.reading.source import nodes
from checker.coaching.reading.written import last_name
from checker.coaching.seen import Seen
from checker.coaching.starting import imports, start_names
from checker.coaching.starting.failed_start import Start
from checker.coaching.starting.start import (
    import_error,
    known_error,
    raised_at_start,
    stopped_itself,
)
from checker.coaching.starting.start_process import server_at_import
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
    found = (rule(start) for rule in _AT_START)
    return next((diagnosis for diagnosis in found if diagnosis is not None), None)


_AT_START = (stopped_itself, *imports.RULES, import_error, *start_names.RULES, known_error, raised_at_start)


def run_not_called(seen: Seen) -> Diagnosis | None:
    """Running the file as a script came to its end and started nothing."""
    if seen.mismatch.aspect is not Aspect.PROCESS or seen.run.script_run is not None:
        return None
    call = _run_call(seen)
    if call is None and (thread := _run_in_thread(seen)) is not None:
        return thread
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
    if (idle := _function_idle(seen, call)) is not None:
        return idle
    guard = wrong_guard(seen.sources, call)
    if guard is not None:
        return Diagnosis(
            "guard-misspelt",
            f"The condition at {guard} is false when the file runs as a script, so the call at {call} is never"
            " reached.",
            guard,
            "The line is `if __name__ == '__main__':`, with two underscores on each side of both words, and quotes"
            " around the second one only.",
        )
    return Diagnosis(
        "run-not-reached",
        f"The call at {call} is never reached when the file runs as a script.",
        call,
        "Look at the condition above the call: the name that Python gives to a script is '__main__', with"
        " two underscores on each side.",
    )


def _function_idle(seen: Seen, call: Place) -> Diagnosis | None:
    """The call stands in a function that is named and not called, or never named at all."""
    for file, function in functions(seen.sources):
        inside = file == call.file and function.lineno < (call.line or 0) <= (function.end_lineno or 0)
        if not inside or any(True for _ in calls(seen.sources, function.name)):
            continue
        lines = (one for one in nodes(seen.sources) if _is_name_alone(one[1], function.name))
        named = next((seen.at(one) for one in lines), None)
        if named is not None:
            return Diagnosis(
                "run-not-called",
                f"{named} names the function {function.name} and does not call it, so the call at {call} is never"
                " reached.",
                named,
                "A function runs only when parentheses stand after its name.",
            )
        if any(last_name(one[1]) == function.name for one in nodes(seen.sources)):
            return None
        return Diagnosis(
            "run-not-reached",
            f"The call at {call} stands in the function {function.name}(), and nothing calls that function.",
            call,
            "Call the function at the end of the file, under `if __name__ == '__main__':`.",
        )
    return None


def _is_name_alone(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Name) and node.value.id == name


def debug_off(seen: Seen) -> Diagnosis | None:
    """The script served, but not in debug mode."""
    call = seen.run.script_run
    if seen.mismatch.aspect is not Aspect.PROCESS or call is None or call.debug:
        return None
    place = seen.place(call.frames[-1] if call.frames else None)
    return Diagnosis(
        "debug-off",
        f"The file runs as a script, but {place or 'run()'} starts the app with debug mode off."
        + _first_value(seen, place),
        place,
        "run() takes a keyword argument that switches debug mode on: its name, an equals sign and the value.",
    )


def _first_value(seen: Seen, place: Place | None) -> str:
    """What run() was given without a name: it takes that for the host."""
    for file, call in calls(seen.sources, "run"):
        if place is None or (file, call.lineno) != (place.file, place.line) or not call.args:
            continue
        first = call.args[0]
        if isinstance(first, ast.Constant) and (first.value is True or "debug" in str(first.value).lower()):
            return f" The value {ast.unparse(first)} has no name before it, so run() takes it for the host."
    return ""


def _run_call(seen: Seen) -> Place | None:
    """The first call of a method run."""
    calls = (one for one in nodes(seen.sources) if isinstance(one[1], ast.Call) and _is_run(one[1].func))
    first = next(calls, None)
    return seen.at(first) if first else None


def _run_in_thread(seen: Seen) -> Diagnosis | None:
    """The method is handed to a thread, and debug mode cannot start there."""
    for one in nodes(seen.sources):
        if not isinstance(one[1], ast.keyword) or one[1].arg != "target" or not _is_run(one[1].value):
            continue
        place = seen.at(one)
        return Diagnosis(
            "run-in-thread",
            f"{place} lets a thread of its own call run, and debug mode cannot start there.",
            place,
            "In debug mode the server starts again by itself when a file changes. That works only in the main thread:"
            " call run in the file itself, without a thread.",
        )
    return None


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
