"""Read what the app's process wrote about itself, believing no byte of it to be well formed."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from checker.core.evidence import AppRun, Frame, NoApp, Production, Raised, Route, ServerCall

MOST_EVENTS = 2_000
LONGEST_LINE = 8_192

_STACK_LINE = re.compile(r'\s*File "(?P<file>.*)", line (?P<line>\d{1,9}) in (?P<function>.*)')


class WitnessBook:
    """Collects the events of one process into an AppRun."""

    def __init__(self, folder: Path) -> None:
        self._folder = f"{folder}/"
        self._rest = b""
        self._events = 0
        self._stacks: list[list[Frame]] = []
        self._workers = 0
        self._run = AppRun()

    @property
    def run(self) -> AppRun:
        """What is known up to now."""
        stuck = next((stack for stack in self._stacks if stack), [])
        return dataclasses.replace(self._run, stuck=tuple(reversed(stuck)))

    @property
    def start_is_decided(self) -> bool:
        """Whether the app said that it is ready, or why it will never be."""
        run = self._run
        return bool(run.ready or run.import_raised or run.no_app)

    def read(self, data: bytes, milliseconds: int) -> None:
        """Take in bytes from the pipe, `milliseconds` after the process was started."""
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            self._rest = b""
        for line in lines:
            if self._events < MOST_EVENTS and len(line) <= LONGEST_LINE:
                self._events += 1
                self._take(line.decode("utf-8", "replace"), milliseconds)

    def _take(self, line: str, milliseconds: int) -> None:
        if line.startswith("{"):
            try:
                event = json.loads(line)
            except (ValueError, RecursionError):
                return
            self._take_event(event, milliseconds)
        elif line.startswith(("Thread 0x", "Current thread 0x")):
            self._stacks.append([])
        elif (match := _STACK_LINE.match(line)) and self._stacks:
            name = self._own_file(match["file"])
            if name is not None:
                self._stacks[-1].append(Frame(name, int(match["line"]), match["function"]))

    def _take_event(self, event: dict[str, Any], milliseconds: int) -> None:
        known: dict[str, Callable[[], dict[str, Any]]] = {
            "importing": lambda: {"app_file": _text(event.get("file"))},
            "ready": lambda: {"ready": True, "startup_ms": milliseconds},
            "worker-ready": lambda: self._worker_ready(milliseconds),
            "start-failed": lambda: {"import_raised": self._run.import_raised or self._raised(event)},
            "no-app": lambda: _no_app(event),
            "server-started": lambda: {"servers": (*self._run.servers, self._server(event))},
            "script-run": lambda: {"script_run": self._run.script_run or self._server(event)},
            "production": lambda: {"production": _production(event)},
            "loop-held": lambda: {"held": _more(self._run.held, self._frames(event.get("frames"))[-1:])},
            "route": lambda: {"routes": self._with_route(self._route(event))},
            "raised": lambda: {"raised": (*self._run.raised, self._raised(event))},
        }
        change = known.get(_text(event.get("event")))
        if change is not None:
            self._run = dataclasses.replace(self._run, **change())

    def _worker_ready(self, milliseconds: int) -> dict[str, Any]:
        """A server's worker can answer: the app is ready when each of them can."""
        self._workers += 1
        production = self._run.production
        if self._run.ready or production is None or self._workers < production.workers:
            return {}
        return {"ready": True, "startup_ms": milliseconds}

    def _with_route(self, route: Route) -> tuple[Route, ...]:
        """Each worker of a server tells the same routes."""
        known = self._run.routes
        return known if route in known else (*known, route)

    def _raised(self, event: dict[str, Any]) -> Raised:
        path = event.get("path")
        return Raised(
            type=_text(event.get("type")) or "Exception",
            message=_text(event.get("message")),
            frames=self._frames(event.get("frames")),
            own=event.get("own") is True,
            name=event["name"] if isinstance(event.get("name"), str) else None,
            path=(self._own_file(path) or path) if isinstance(path, str) else None,
            line=_number(event.get("line")),
            port=_number(event.get("port")),
        )

    def _server(self, event: dict[str, Any]) -> ServerCall:
        debug = event.get("debug")
        return ServerCall(
            what=_text(event.get("what")),
            frames=self._frames(event.get("frames")),
            debug=debug if isinstance(debug, bool) else None,
        )

    def _route(self, event: dict[str, Any]) -> Route:
        methods = event.get("methods")
        return Route(
            rule=_text(event.get("rule")),
            methods=tuple(map(_text, methods)) if isinstance(methods, list) else (),
            endpoint=_text(event.get("endpoint")),
            place=self._frame(event.get("place")),
        )

    def _frames(self, rows: object) -> tuple[Frame, ...]:
        frames = [self._frame(row) for row in rows] if isinstance(rows, list) else []
        return tuple(frame for frame in frames if frame is not None)

    def _frame(self, row: object) -> Frame | None:
        match row:
            case [str(path), int(line), str(function)]:
                name = self._own_file(path)
                return Frame(name, line, function) if name is not None else None
        return None

    def _own_file(self, path: str) -> str | None:
        """The path inside the learner's folder; None for a file that lies elsewhere."""
        if not path.startswith(self._folder) or "site-packages" in path:
            return None
        return path.removeprefix(self._folder)


def _no_app(event: dict[str, Any]) -> dict[str, Any]:
    reasons = {reason.value: reason for reason in NoApp}
    return {
        "no_app": reasons.get(_text(event.get("reason")), NoApp.NO_OBJECT),
        "no_app_detail": _text(event.get("detail")),
        "app_file": _text(event.get("file")) or None,
    }


def _production(event: dict[str, Any]) -> Production:
    bind = event.get("bind")
    return Production(
        server=_text(event.get("server")),
        workers=_number(event.get("workers")) or 0,
        bind=tuple(map(_text, bind)) if isinstance(bind, list) else (),
    )


def _more(known: tuple[Frame, ...], new: tuple[Frame, ...]) -> tuple[Frame, ...]:
    return (*known, *(frame for frame in new if frame not in known))[:20]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _number(value: object) -> int | None:
    return value if type(value) is int and 0 <= value < 10**9 else None
