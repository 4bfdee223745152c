"""The import starts a server, ends the process, or never comes to its end."""

from __future__ import annotations

import ast

from checker.coaching.reading.guards import wrong_guard
from checker.coaching.reading.source import place_in, place_of, trees
from checker.coaching.reading.written import last_name
from checker.coaching.starting.failed_start import Start
from checker.core.reports import Diagnosis, Place


def server_at_import(start: Start) -> Diagnosis | None:
    """The import called something that serves for ever."""
    if not start.run.servers:
        return None
    server = start.run.servers[0]
    outer = [frame for frame in server.frames if frame.function == "<module>"]
    frame = next(iter([*outer[-1:], *server.frames[-1:]]), None)
    place = place_of(start.sources, frame) or _thread_line(start)
    inner = place_of(start.sources, server.frames[-1] if server.frames else None)
    what = f"{server.what} at {inner}" if inner and inner != place else server.what
    opened = server.what == _SOCKET and place is not None and inner == place
    called = f"{f', called at {place}' if place and inner == place else ''}. That call never returns"
    guard = wrong_guard(start.sources, place)
    if guard is not None:
        return Diagnosis(
            "server-at-import",
            f"Importing your file starts a server: the condition at {guard} is true then, and"
            f" {what if inner and inner != place else f'{what} at {place}'} never returns.",
            guard,
            "Write `if __name__ == '__main__':`, with two underscores on each side of both words. It is true only when"
            " the file itself is run.",
        )
    return Diagnosis(
        "server-at-import",
        f"Importing your file starts a server:{f' the line at {place} leads to' if inner != place else ''} {what}"
        f"{f', opened at {place}. A server of its own answers there' if opened else called}.",
        place,
        "Code at the left edge of a file runs on every import. Put the call that starts the server"
        " under `if __name__ == '__main__':`, so that only running the file starts it.",
    )


_SOCKET = "a socket that listens"
"""What is told of a server that no framework's own way has started."""


def _thread_line(start: Start) -> Place | None:
    """Where a thread of the learner's is made that is handed a method run."""
    for source, tree in trees(start.sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and last_name(node.func) in {
                "Thread",
                "Process",
                "Timer",
                "submit",
            }:
                given = [*node.args, *(word.value for word in node.keywords)]
                if any(last_name(one) in {"run", "serve", "serve_forever"} for one in given):
                    return place_in(start.sources, source.path, node.lineno)
    return None


def ended_at_import(start: Start) -> Diagnosis | None:
    """The process ended without an exception that anyone saw."""
    code = start.run.exit_code
    if code is None:
        return None
    place = _exit_call(start)
    where = f" ({place})" if place else ""
    if code >= 128:
        return Diagnosis(
            "crash-at-import",
            f"The app's process was ended by signal {code - 128} ({_signal(code - 128)}) while your file was"
            f" imported{where}.",
            place,
            "A signal is how the system ends a program. Python itself did not stop here: the process ran out of memory,"
            " or a library broke, or your code ended the process.",
        )
    return Diagnosis(
        "exit-at-import",
        f"The app's process ended with exit code {code} while your file was imported{where}.",
        place,
        "Take the call that ends the process out of the code that runs on import.",
    )


def _signal(number: int) -> str:
    """What the system means by a signal."""
    words = {6: "the process ended itself", 9: "it was stopped from outside, often for too much memory",
             11: "it used memory that is not its own", 15: "it was asked to end"}  # fmt: skip
    return words.get(number, "the system ended it")


def _exit_call(start: Start) -> Place | None:
    for source, tree in trees(start.sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in {
                "os._exit",
                "_exit",
                "os.abort",
                "os.kill",
            }:
                return place_in(start.sources, source.path, node.lineno)
    return None


def import_never_ends(start: Start) -> Diagnosis | None:
    """The time was up, and the learner's line that ran then was seen."""
    if not start.run.stuck:
        return None
    place = place_of(start.sources, start.run.stuck[-1])
    return Diagnosis(
        "import-never-ends",
        f"Importing your file does not come to its end: when the time was up it was still at {place}.",
        place,
        "Code at the left edge of a file runs on every import. A loop or a wait there has to end.",
    )
