"""Hosts a learner's app: the one file of the checker's that the app's process runs.

    host.py FRAMEWORK serve|script|production SOCKET_FD WITNESS_FD SCRATCH     (in the app's own folder)

It imports the app as a fresh process in that folder would, serves it on the socket that it was given, and
writes what it witnesses, one JSON object a line, to the witness pipe. What it writes may name a cause; it is
never what a verdict rests on, for everything in this process belongs to the learner.

Nothing is imported here that the app does not need anyway, and the framework only after the app's folder has
come first on the path: a learner's `json.py` must do here what it would do at their own desk.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
from _json import encode_basestring_ascii as quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType, ModuleType, TracebackType
    from typing import Any

CANDIDATES = (
    "app.py",
    "app/__init__.py",
    "wsgi.py",
    "main.py",
    "api.py",
    "app/main.py",
    "app/app.py",
    "app/api.py",
)
FACTORIES = ("create_app", "make_app")
SIGUSR1 = 30 if sys.platform == "darwin" else 10
LONGEST_EVENT = 4000  # one write of up to 4096 bytes to a pipe is never mixed with another's
MOST_ROUTES = 200


class Witness:
    """Writes facts to the checker. It never raises: the app must not notice it."""

    def __init__(self, descriptor: int, folder: str, given: tuple[str, ...] = ()) -> None:
        self.descriptor = descriptor
        self.folder = folder.rstrip("/") + "/"
        self.given = {self.folder + name for name in given}
        self.last: BaseException | None = None
        self.process = os.getpid()

    def tell(self, event: str, **facts: object) -> None:
        """Write one event, cut to what a pipe takes in one piece."""
        try:
            line = as_json({"event": event, **facts})
            if len(line) > LONGEST_EVENT:
                short = {key: clip(value) for key, value in facts.items() if key != "frames"}
                line = as_json({"event": event, **short})
            os.write(self.descriptor, f"{line}\n".encode("ascii"))
        except Exception:  # noqa: S110  a witness that fails says nothing
            pass

    def tell_raised(self, event: str, error: BaseException, port: int | None = None) -> None:
        """Write down an exception once, with the learner's own frames."""
        if error is self.last:
            return
        self.last = error
        kind = type(error)
        module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
        frames, own = self.frames_of(error.__traceback__)
        self.tell(
            event,
            type=f"{module}{kind.__qualname__}",
            message=clip(text_of(error), 600),
            frames=frames,
            own=own,
            name=getattr(error, "name", None),
            path=getattr(error, "filename", None) or getattr(error, "path", None),
            line=getattr(error, "lineno", None),
            port=port,
        )

    def frames_of(self, trace: TracebackType | None) -> tuple[list[list[object]], bool]:
        """The learner's frames in a traceback, outermost first; and whether the innermost is theirs."""
        frames, own = [], False
        while trace is not None:
            code = trace.tb_frame.f_code
            own = self.is_own(code.co_filename)
            if own:
                frames.append([code.co_filename, trace.tb_lineno, code.co_name])
            trace = trace.tb_next
        return frames[-6:], own

    def frames_above(self, frame: FrameType | None) -> list[list[object]]:
        """The learner's frames that lead to a running frame, outermost first."""
        frames: list[list[object]] = []
        while frame is not None:
            code = frame.f_code
            if self.is_own(code.co_filename):
                frames.insert(0, [code.co_filename, frame.f_lineno, code.co_name])
            frame = frame.f_back
        return frames[-6:]

    def is_own(self, filename: str) -> bool:
        """Whether a file is the learner's: in their folder, and neither given nor installed there."""
        inside = filename.startswith(self.folder) and "site-packages" not in filename
        return inside and filename not in self.given


def as_json(value: object) -> str:
    """JSON without the json package, which a learner's own `json.py` may be standing in for."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, dict):
        return "{" + ",".join(f"{quoted(str(key))}:{as_json(item)}" for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(as_json(item) for item in value) + "]"
    return quoted(str(value))


def clip(value: object, length: int = 200) -> object:
    """A text cut to a length; anything else as it is."""
    return value[:length] if isinstance(value, str) else value


def text_of(error: BaseException) -> str:
    """What an exception says; a learner's own class may fail even at that."""
    try:
        return str(error.args[0]) if isinstance(error, SyntaxError) and error.args else str(error)
    except Exception:
        return ""


class NoApp(Exception):
    """The folder can be imported and holds no app. `reason` is one of core's NoApp values."""

    def __init__(self, reason: str, detail: str = "", file: str = "") -> None:
        super().__init__(reason)
        self.reason, self.detail, self.file = reason, detail, file


# --- finding the app ------------------------------------------------------------------------------


def load_app(framework: str, folder: str, witness: Witness) -> Any:
    """The app of the first file that has one. Raises NoApp, or whatever the learner's code raised."""
    find = find_flask if framework == "flask" else find_fastapi
    missing: NoApp | None = None
    for candidate in CANDIDATES:
        if not os.path.exists(os.path.join(folder, candidate)):
            continue
        witness.tell("importing", file=candidate)
        try:
            return find(import_file(folder, candidate))
        except NoApp as error:
            missing = missing or NoApp(error.reason, error.detail, candidate)
            if error.reason != "no-object":
                break
    raise missing or NoApp("no-file")


def import_file(folder: str, candidate: str) -> ModuleType:
    """Import one of the learner's files under the name that it would have at their own desk."""
    name = candidate.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    if os.path.exists(os.path.join(folder, "__init__.py")) and candidate == "app.py":
        name = f"{import_package(folder)}.{name}"
    elif candidate == "app.py" and os.path.exists(os.path.join(folder, "app", "__init__.py")):
        return import_path(name, os.path.join(folder, candidate))
    __import__(name)
    return sys.modules[name]


def import_package(folder: str) -> str:
    """Import the folder itself as a package and return the name that it got.

    Its own name, unless that is a module's that is already known: a folder called `flask` must not
    stand in for Flask.
    """
    import importlib.util

    name = os.path.basename(folder)
    if not name.isidentifier() or importlib.util.find_spec(name) is not None:
        name = "app_folder"
    import_path(name, os.path.join(folder, "__init__.py"), [folder])
    return name


def import_path(name: str, path: str, inside: list[str] | None = None) -> ModuleType:
    """Import a file under a name, whatever else the path would find under it."""
    import importlib.util

    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=inside)
    if spec is None or spec.loader is None:
        raise ImportError(f"cannot import {path}", name=name, path=path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def find_flask(module: ModuleType) -> Any:
    """The Flask app of a module, by Flask's own rules."""
    from flask import Flask
    from flask.cli import NoAppException, find_best_app

    try:
        return find_best_app(module)
    except NoAppException as error:
        apps = [name for name, value in vars(module).items() if isinstance(value, Flask)]
        if len(apps) > 1:
            raise NoApp("several", ", ".join(apps)) from None
        if isinstance(error.__cause__, TypeError):
            raise NoApp("factory-arguments", first_factory(module)) from None
        raise no_object(module, "flask") from None


def find_fastapi(module: ModuleType) -> Any:
    """The FastAPI app of a module, by fastapi_cli's rules, and by Flask's where those know more."""
    from fastapi import FastAPI

    for name in ("app", "application"):
        if isinstance(getattr(module, name, None), FastAPI):
            return getattr(module, name)

    from pathlib import Path

    from fastapi_cli.discover import ModuleData, get_app_name
    from fastapi_cli.exceptions import FastAPICLIException

    try:
        found = getattr(module, get_app_name(mod_data=ModuleData(module.__name__, Path(), [])))
        return app_around(module, found) or found
    except FastAPICLIException:
        pass
    for name in FACTORIES:
        app = call_factory(module, name)
        if isinstance(app, FastAPI):
            return app
        if is_from(app, "flask", "Flask"):
            raise NoApp("other-framework", name)
    raise no_object(module, "fastapi")


def app_around(module: ModuleType, part: Any) -> Any:
    """The app that a factory makes, where it mounts the only app that has a name; else None."""
    for name in FACTORIES:
        app = call_factory(module, name)
        if any(getattr(route, "app", None) is part for route in getattr(app, "routes", ())):
            return app
    return None


def call_factory(module: ModuleType, name: str) -> Any:
    """What a factory of that name makes; None where there is none."""
    import inspect

    factory = getattr(module, name, None)
    if not inspect.isfunction(factory):
        return None
    try:
        inspect.signature(factory).bind()
    except TypeError:
        raise NoApp("factory-arguments", name) from None
    return factory()


def no_object(module: ModuleType, framework: str) -> NoApp:
    """Why a module has no app of this framework: there is none, or one of the other framework."""
    other = ("fastapi", "FastAPI") if framework == "flask" else ("flask", "Flask")
    for name, value in list(vars(module).items()):
        if is_from(value, *other):
            return NoApp("other-framework", name)
    return NoApp("no-object")


def is_from(value: object, package: str, class_name: str) -> bool:
    """Whether a value is an instance of a framework's class, without importing that framework."""
    return any(
        base.__name__ == class_name and base.__module__.partition(".")[0] == package
        for base in type(value).__mro__
    )


def first_factory(module: ModuleType) -> str:
    """The name of the module's factory."""
    return next((name for name in FACTORIES if hasattr(module, name)), "")


# --- servers that the learner's code starts by itself ---------------------------------------------


class ServerWatch:
    """Sees the learner's code start a server while it is imported."""

    MOMENT = 0.3
    """Seconds that threads get after the import; a server that one of them starts later is seen all the same."""

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.replaced: list[tuple[Any, str, Any]] = []
        self.bound: list[Any] = []
        self.is_over = False
        sys.addaudithook(self.audit)

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Remember every socket that is given a TCP address, with the line that did it."""
        if event != "socket.bind" or not isinstance(arguments[1], tuple):
            return
        frames = self.witness.frames_above(sys._getframe(1))
        if not self.is_over:
            self.bound.append((arguments[0], frames))
        elif frames and self.witness.process == os.getpid():
            self.tell(frames)  # by a thread that the import left behind

    def tell(self, frames: list[list[object]]) -> None:
        """Tell of a socket that the learner's code opened for a server."""
        self.witness.tell("server-started", what="a socket that listens", frames=frames)

    def stand_in_for(self, owner: Any, name: str, label: str) -> None:
        """Put a function that tells in the place of one that would serve for ever."""
        self.replaced.append((owner, name, getattr(owner, name)))

        def tell_and_stop(*_: object, **__: object) -> None:
            import _thread

            self.witness.tell(
                "server-started", what=label, frames=self.witness.frames_above(sys._getframe(1))
            )
            if _thread.get_ident() == main_thread:
                os._exit(0)  # the real one would never have returned
            lock = _thread.allocate_lock()
            lock.acquire()
            lock.acquire()

        import _thread

        main_thread = _thread.get_ident()
        setattr(owner, name, tell_and_stop)

    def end(self) -> None:
        """Put everything back, and tell of sockets that listen although nobody asked them to."""
        for owner, name, real in self.replaced:
            setattr(owner, name, real)
        self.wait_for_threads()
        self.is_over = True
        for opened, frames in self.bound:
            if listens(opened):
                self.tell(frames)

    def wait_for_threads(self) -> None:
        """Give the threads that the import left behind a moment to open what they serve on."""
        import threading
        import time

        end, pause = time.monotonic() + self.MOMENT, threading.Event()
        for thread in threading.enumerate():
            while thread is not threading.main_thread() and thread.is_alive() and time.monotonic() < end:
                if any(listens(opened) for opened, _ in self.bound):
                    return
                pause.wait(0.01)


def listens(opened: Any) -> bool:
    """Whether a socket is open and waits for connections."""
    import socket

    try:
        return bool(opened.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))
    except OSError:
        return False


# --- serving --------------------------------------------------------------------------------------


def tell_routes(witness: Witness, routes: Iterator[tuple[str, Any, str, Any]]) -> None:
    """Write down the route table, each entry with the line where its function begins."""
    try:
        for number, (rule, methods, endpoint, function) in enumerate(routes):
            if number == MOST_ROUTES:
                break
            code = getattr(getattr(function, "__wrapped__", function), "__code__", None)
            place = [code.co_filename, code.co_firstlineno, code.co_name] if code else None
            if place is not None and not witness.is_own(place[0]):
                place = None
            witness.tell("route", rule=rule, methods=sorted(methods or ()), endpoint=endpoint, place=place)
    except Exception:  # noqa: S110  the table is a help, never a condition
        pass


def flask_routes(app: Any) -> Iterator[tuple[str, Any, str, Any]]:
    """Flask's URL map, in the order in which it was written; a class-based view has a function a method."""
    for rule in app.url_map.iter_rules():
        function = app.view_functions.get(rule.endpoint)
        own = vars(getattr(function, "view_class", None) or object)
        by_method = {method: own[method.lower()] for method in rule.methods or () if method.lower() in own}
        for method, answering in by_method.items():
            yield rule.rule, [method], rule.endpoint, answering
        if not by_method:
            yield rule.rule, rule.methods, rule.endpoint, own.get("dispatch_request", function)


def fastapi_routes(app: Any, prefix: str = "") -> Iterator[tuple[str, Any, str, Any]]:
    """FastAPI's routes; those of an included router or a mounted app stand behind a node that is no route itself."""
    for node in app.routes:
        mounted = getattr(node, "app", None) if not hasattr(node, "endpoint") else None
        if hasattr(mounted, "routes"):
            yield from fastapi_routes(mounted, prefix + getattr(node, "path", ""))
            continue
        contexts = getattr(node, "effective_route_contexts", None)
        for route in contexts() if contexts else (node,):
            yield (
                prefix + getattr(route, "path", ""),
                getattr(route, "methods", ()),
                getattr(route, "name", "") or "",
                getattr(route, "endpoint", None),
            )


def serve_flask(app: Any, socket_fd: int, witness: Witness) -> None:
    """Serve on Werkzeug's own server, a thread for each request."""
    from werkzeug.serving import WSGIRequestHandler, make_server

    class Quiet(WSGIRequestHandler):
        """Leaves the access log out: what the app prints is the learner's."""

        def log_request(self, *_: object) -> None:
            pass

    watch_flask(app, witness)
    wsgi = telling(app, witness)
    server = make_server("127.0.0.1", 0, wsgi, threaded=True, request_handler=Quiet, fd=socket_fd)
    witness.tell("ready")
    server.serve_forever()


def telling(app: Any, witness: Witness) -> Callable[..., Any]:
    """The app, with a witness for what leaves it altogether."""

    def wsgi(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        try:
            return Parts(app(environ, start_response), environ, witness)
        except BaseException as error:
            witness.tell_raised("raised", error, port_of(environ))
            raise

    return wsgi


class Parts:
    """The parts of an answer, with a witness for what a view that yields them raises on the way."""

    def __init__(self, parts: Any, environ: dict[str, Any], witness: Witness) -> None:
        self.parts, self.environ, self.witness = parts, environ, witness
        self.rest = iter(parts)

    def __iter__(self) -> Parts:
        return self

    def __next__(self) -> Any:
        try:
            return next(self.rest)
        except StopIteration:
            raise
        except BaseException as error:
            self.witness.tell_raised("raised", error, port_of(self.environ))
            raise

    def close(self) -> None:
        """What a server calls when it is done, however far it came."""
        close = getattr(self.parts, "close", None)
        if close is not None:
            close()


def watch_flask(app: Any, witness: Witness) -> None:
    """Have the app tell its routes now, and each exception that leaves a view."""
    import flask

    def tell(_: object, exception: BaseException, **__: object) -> None:
        witness.tell_raised("raised", exception, port_of(flask.request.environ))

    flask.got_request_exception.connect(tell, app, weak=False)
    app.debug = app.testing = False
    tell_routes(witness, flask_routes(app))


def port_of(environ: dict[str, Any]) -> int | None:
    """The client's port of a WSGI request."""
    port = str(environ.get("REMOTE_PORT", ""))
    return int(port) if port.isdigit() else None


def serve_fastapi(app: Any, socket_fd: int, witness: Witness) -> None:
    """Serve on uvicorn."""
    import socket

    import uvicorn

    class Server(uvicorn.Server):
        """Says when the app's start-up is over."""

        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            await super().startup(sockets)
            if self.started:
                await LoopWatch(witness).begin()
                witness.tell("ready")

    async def asgi(scope: dict[str, Any], receive: Any, send: Any) -> None:
        port = (scope.get("client") or (None, None))[1]

        async def watched(message: dict[str, Any]) -> None:
            error = sys.exc_info()[1]  # the answer to an exception is sent while it is being handled
            if message["type"] == "http.response.start" and message["status"] >= 500 and error:
                witness.tell_raised("raised", error, port)
            await send(message)

        try:
            await app(scope, receive, watched)
        except BaseException as error:
            witness.tell_raised("raised" if scope["type"] == "http" else "start-failed", error, port)
            raise

    app.debug = False
    tell_routes(witness, fastapi_routes(app))
    config = uvicorn.Config(asgi, log_level="warning", access_log=False, ws="none")
    Server(config).run(sockets=[socket.socket(fileno=socket_fd)])


class LoopWatch:
    """Notices when the event loop is held, and which of the learner's lines held it."""

    BEAT = 0.05
    LATE = 0.25

    def __init__(self, witness: Witness) -> None:
        self.witness = witness
        self.told: list[list[object]] = []

    async def begin(self) -> None:
        """Let the loop's heart beat from now on, and a thread listen to it."""
        import asyncio
        import threading
        import time

        self.clock = time.monotonic
        self.beat = self.clock()
        self.task = asyncio.get_running_loop().create_task(self.keep_beating(asyncio.sleep))
        arguments = (threading.get_ident(), time.sleep)
        threading.Thread(target=self.listen, args=arguments, daemon=True).start()

    async def keep_beating(self, sleep: Any) -> None:
        """Beat for as long as the loop runs."""
        while True:
            self.beat = self.clock()
            await sleep(self.BEAT)

    def listen(self, loop_thread: int, sleep: Any) -> None:
        """While the heart is late, see where the loop's thread is."""
        while True:
            sleep(self.BEAT)
            if self.clock() - self.beat > self.LATE:
                frames = self.witness.frames_above(sys._current_frames().get(loop_thread))
                if frames and frames[-1] not in self.told and len(self.told) < 10:
                    self.told.append(frames[-1])
                    self.witness.tell("loop-held", frames=frames)


# --- under a production server ---------------------------------------------------------------------


def serve_production(folder: str, scratch: str, socket_fd: int, witness: Witness) -> None:
    """Run the production server with the learner's own settings; only the address gives way to our socket."""
    files = [os.path.join(folder, name) for name in ("uwsgi.ini", "gunicorn.conf.py")]
    if os.path.exists(files[0]) and not os.path.exists(files[1]):
        become_uwsgi(files[0], scratch, socket_fd, witness)
        return
    try:
        serve_gunicorn(folder, socket_fd, witness)
    except SystemExit as error:
        # Gunicorn prints what is wrong with the settings and exits: what was wrong is the news.
        if error.__context__ is not None and os.getpid() == witness.process:
            witness.tell_raised("start-failed", error.__context__)
        raise


def serve_gunicorn(folder: str, socket_fd: int, witness: Witness) -> None:
    """Run Gunicorn as its command line would, in this process and its workers."""
    from gunicorn.app.wsgiapp import WSGIApplication

    class Production(WSGIApplication):  # type: ignore[misc]  # gunicorn has no types
        """Gunicorn as its command line would start it."""

        def load_config(self) -> None:
            self.app_uri = ""  # said by the configuration, or found as `flask run` finds it
            super(WSGIApplication, self).load_config()
            config = self.cfg
            self.app_uri = config.wsgi_app or ""
            bind = [shown_address(at) for at in config.address]
            witness.tell("production", server="gunicorn", workers=config.workers, bind=bind)
            initialised = config.post_worker_init

            def post_worker_init(worker: Any) -> None:
                initialised(worker)
                witness.tell("worker-ready")

            config.set("post_worker_init", post_worker_init)
            config.set("bind", [f"fd://{socket_fd}"])
            config.set("daemon", False)
            config.set("pidfile", None)
            if "control_socket_disable" in config.settings:
                config.set("control_socket_disable", True)

        def load(self) -> Any:
            try:
                app = super().load() if self.app_uri else load_app("flask", folder, witness)
            except BaseException as error:
                witness.tell_raised("start-failed", error)
                raise
            if not is_from(app, "flask", "Flask"):
                return telling(app, witness)
            watch_flask(app, witness)
            return app

    sys.argv = ["gunicorn"]
    Production("%(prog)s [OPTIONS] [APP_MODULE]", prog="gunicorn").run()


def shown_address(address: Any) -> str:
    """An address as Gunicorn has read it; one without a host means every network, as does `0.0.0.0`."""
    if isinstance(address, tuple):
        return f"{address[0] or ANY_NETWORK}:{address[1]}"
    return str(address)


ANY_NETWORK = "0.0.0.0"  # noqa: S104  it is read and compared, and not bound
UWSGI_ADDRESSES = ("http", "http-socket", "http11-socket", "socket", "uwsgi-socket", "s")
UWSGI_WORKERS = ("processes", "workers", "p")
UWSGI_LEFT_OUT = ("daemonize", "daemonize2", "pidfile", "pidfile2", "safe-pidfile", "stats")


def become_uwsgi(path: str, scratch: str, socket_fd: int, witness: Witness) -> None:
    """Turn this process into uWSGI with the learner's settings, read from a copy with our socket in it."""
    import shutil

    with open(path, encoding="utf-8") as file:
        lines = file.read().splitlines()
    kept, workers, bind = [], 1, []
    for line in lines:
        name, _, value = (part.strip() for part in line.partition("="))
        if name in UWSGI_ADDRESSES:
            bind.append(f"{ANY_NETWORK}{value}" if value.startswith(":") else value)
        elif name not in UWSGI_LEFT_OUT:
            kept.append(line)
        if name in UWSGI_WORKERS and value.isdigit():
            workers = int(value)
    witness.tell("production", server="uwsgi", workers=workers, bind=bind)
    copy = os.path.join(scratch, "uwsgi.ini")
    ours = ["[uwsgi]", f"http-socket = fd://{socket_fd}", "need-app = true"]
    if sys.prefix != sys.base_prefix:
        ours.append(f"home = {sys.prefix}")
    with open(copy, "w", encoding="utf-8") as file:
        file.write("\n".join([*kept, *ours, ""]))
    program = shutil.which("uwsgi")
    if program is None:
        raise FileNotFoundError("uwsgi")
    os.set_inheritable(socket_fd, True)
    own = [os.path.dirname(path), os.path.join(scratch, "given")]
    os.environ.update(PYTHONPATH=os.pathsep.join(own), PYTHONDONTWRITEBYTECODE="1")
    witness.tell("ready")  # the socket listens: what is asked now waits until a worker is there
    os.execv(program, [program, "--ini", copy])  # noqa: S606  the learner's server, found on our own path


# --- running the file as a script -----------------------------------------------------------------


def run_script(folder: str, socket_fd: int, witness: Witness) -> None:
    """Run the learner's file as `python app.py` would, with Werkzeug's `run_simple` serving here."""
    import _thread
    import inspect
    import runpy

    import werkzeug.serving

    main_thread = _thread.get_ident()

    real = werkzeug.serving.run_simple

    def run_simple(*arguments: Any, **options: Any) -> None:
        try:
            call = inspect.signature(real).bind(*arguments, **options)
        except TypeError as error:
            raise TypeError(f"run_simple() {error}") from None
        if call.arguments.get("use_reloader") and _thread.get_ident() != main_thread:
            raise ValueError("signal only works in main thread of the main interpreter")
        app = call.arguments["application"]
        witness.tell(
            "script-run",
            what="Flask.run",
            debug=bool(getattr(app, "debug", False)),
            frames=witness.frames_above(sys._getframe(1)),
        )
        serve_flask(app, socket_fd, witness)

    werkzeug.serving.run_simple = run_simple
    candidate = next((name for name in CANDIDATES if os.path.exists(os.path.join(folder, name))), "")
    witness.tell("importing", file=candidate)
    sys.argv = [candidate]
    if not candidate:
        raise NoApp("no-file")
    if candidate == "app.py" and os.path.exists(os.path.join(folder, "__init__.py")):
        runpy.run_module(f"{import_package(folder)}.app", run_name="__main__", alter_sys=True)
    elif os.path.exists(os.path.join(folder, "app", "__main__.py")) and candidate.startswith("app/"):
        runpy.run_module("app", run_name="__main__", alter_sys=True)
    else:
        runpy.run_path(os.path.join(folder, candidate), run_name="__main__")
    witness.tell("script-ended")


# --- the process ----------------------------------------------------------------------------------


def prepare_process(folder: str, scratch: str, socket_fd: int, witness: Witness) -> None:
    """The app's folder first on the path, the checker's nowhere; a home that is not the learner's."""
    here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    sys.path[:] = [entry for entry in sys.path if entry != here or entry.endswith("-packages")]
    sys.path.insert(0, folder)
    given = os.path.join(scratch, "given")
    if os.path.isdir(given):
        sys.path.append(given)
    for descriptor in (socket_fd, witness.descriptor):
        os.set_inheritable(descriptor, False)  # a program that the app starts has no use for them
    os.environ["HOME"] = os.environ["TMPDIR"] = scratch
    faulthandler.register(SIGUSR1, file=witness.descriptor, all_threads=True)


def watch_for_servers(framework: str, witness: Witness) -> ServerWatch:
    """Stand in for the framework's own ways to start a server."""
    watch = ServerWatch(witness)
    if framework == "flask":
        import flask
        import werkzeug.serving

        watch.stand_in_for(flask.Flask, "run", "app.run()")
        watch.stand_in_for(werkzeug.serving, "run_simple", "run_simple()")
    else:
        import uvicorn

        watch.stand_in_for(uvicorn, "run", "uvicorn.run()")
        watch.stand_in_for(uvicorn.Server, "run", "uvicorn.Server.run()")
        watch.stand_in_for(uvicorn.Server, "serve", "uvicorn.Server.serve()")
    return watch


def main() -> None:
    """Load and serve, or run as a script; whatever ends that is told before the process ends."""
    framework, mode, socket_fd, witness_fd, scratch = sys.argv[1:]
    folder = os.getcwd()
    given = os.path.join(scratch, "given")
    witness = Witness(int(witness_fd), folder, tuple(os.listdir(given)) if os.path.isdir(given) else ())
    prepare_process(folder, scratch, int(socket_fd), witness)
    sys.argv = [framework, "run"]
    try:
        if mode == "script":
            run_script(folder, int(socket_fd), witness)
            return
        usual = gc.get_threshold()
        gc.set_threshold(100_000)  # what an import makes stays: a search for garbage finds none
        if mode == "production":
            serve_production(folder, scratch, int(socket_fd), witness)
            return
        watch = watch_for_servers(framework, witness)
        app = load_app(framework, folder, witness)
        watch.end()
        gc.freeze()  # nor does the first search after this look through it all
        gc.set_threshold(*usual)
        serve = serve_flask if framework == "flask" else serve_fastapi
        serve(app, int(socket_fd), witness)
    except NoApp as missing:
        witness.tell("no-app", reason=missing.reason, detail=missing.detail, file=missing.file)
        sys.exit(1)
    except BaseException as error:
        if os.getpid() == witness.process:  # the end of a worker of a server's is no start that failed
            witness.tell_raised("start-failed", error)
        raise


if __name__ == "__main__":
    main()
