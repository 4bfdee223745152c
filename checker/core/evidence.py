"""Facts that were witnessed about a learner's app. Coaching reads them; verdicts do not rest on them.

The app's own process reports most of them, and that process is the learner's: a fact may name a cause,
it may not make a wrong answer right.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field

from checker.core.exchanges import Exchange


@dataclass(frozen=True, slots=True)
class Frame:
    """A line of the learner's own code that was running."""

    file: str
    """Relative to the app's folder."""
    line: int
    function: str


@dataclass(frozen=True, slots=True)
class Raised:
    """An exception, seen in the app's process."""

    type: str
    """The class's full name, such as `werkzeug.routing.exceptions.BuildError`."""
    message: str
    frames: tuple[Frame, ...]
    """The learner's own frames, the outermost first."""
    own: bool
    """Whether the innermost frame is the learner's: it was their line that raised."""
    name: str | None = None
    """What an ImportError or a NameError was about."""
    path: str | None = None
    """The file that an ImportError or a SyntaxError names."""
    line: int | None = None
    """The line that a SyntaxError names."""
    port: int | None = None
    """The client's port of the request it answered; None outside a request."""

    @property
    def short_type(self) -> str:
        """The class's name without its module."""
        return self.type.rpartition(".")[2]

    @property
    def place(self) -> Frame | None:
        """The learner's innermost frame."""
        return self.frames[-1] if self.frames else None


@dataclass(frozen=True, slots=True)
class Route:
    """One entry of the app's route table, in the order of the table."""

    rule: str
    methods: tuple[str, ...]
    endpoint: str
    place: Frame | None


class NoApp(enum.Enum):
    """Why a folder that could be imported gave no app."""

    NO_FILE = "no-file"
    NO_OBJECT = "no-object"
    SEVERAL = "several"
    FACTORY_ARGUMENTS = "factory-arguments"
    OTHER_FRAMEWORK = "other-framework"


@dataclass(frozen=True, slots=True)
class ServerCall:
    """A server that the learner's code tried to start by itself."""

    what: str
    """The call, such as `Flask.run`."""
    frames: tuple[Frame, ...]
    debug: bool | None = None
    """Whether the app was in debug mode at that moment, where that is known."""


@dataclass(frozen=True, slots=True)
class Production:
    """The effective configuration with which a production server was started."""

    server: str
    workers: int
    bind: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AppRun:
    """What was seen of one process of the app, from its start to its end."""

    ready: bool = False
    startup_ms: int | None = None
    exit_code: int | None = None
    """As a shell shows it (128 + n for signal n); None where we ended the process ourselves."""
    stdout: str = ""
    stderr: str = ""
    import_raised: Raised | None = None
    """What ended the start of the app."""
    no_app: NoApp | None = None
    no_app_detail: str = ""
    app_file: str | None = None
    """The file that the app was looked for in."""
    servers: tuple[ServerCall, ...] = ()
    """Servers started by the learner's code while it was imported."""
    script_run: ServerCall | None = None
    """The call of `run` when the file ran as a script."""
    routes: tuple[Route, ...] = ()
    raised: tuple[Raised, ...] = ()
    """Exceptions that left a view, in the order in which they were seen."""
    production: Production | None = None
    held: tuple[Frame, ...] = ()
    """Lines of the learner's that held the event loop while its heartbeat was late."""
    stuck: tuple[Frame, ...] = ()
    """Where the learner's code was when it gave no answer in time, the innermost last."""

    @property
    def ended(self) -> bool:
        """Whether the process ended before we ended it."""
        return self.exit_code is not None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One of the learner's files, Python or a template, as it was when the check began."""

    path: str
    data: bytes


class Aspect(enum.Enum):
    """Which part of an answer was not as it was expected."""

    ANSWER = "answer"
    STATUS = "status"
    HEADER = "header"
    KIND = "kind"
    """The media type."""
    TEXT = "text"
    JSON = "json"
    NAMED = "named"
    """Something that the answer has to name."""
    TOGETHER = "together"
    """Things that should have been in flight at once were not."""
    UPSTREAM = "upstream"
    """What the upstream service saw."""
    PROCESS = "process"
    """Not an answer: something that the app's process did or did not do."""


@dataclass(frozen=True, slots=True)
class Mismatch:
    """What a hidden test expected, and what it got instead."""

    aspect: Aspect
    expected: str
    got: str
    exchange: Exchange | None = None
    expected_value: object = None
    """The JSON value, the text or the status that was expected, as it is."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known about one failed task."""

    framework: str
    mismatch: Mismatch
    run: AppRun
    """The process that the task was judged on."""
    sources: tuple[SourceFile, ...] = field(default=())
    other_files: tuple[str, ...] = field(default=())
    """Names in the app's folder that are not Python files; folders end with a slash."""
    pages: tuple[SourceFile, ...] = field(default=())
    """Those of the other files that may be templates."""
