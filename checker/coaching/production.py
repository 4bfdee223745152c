"""The app under its production server: its settings, its start, and what its processes share."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from checker.coaching.reach import place_of_node
from checker.coaching.seen import Seen
from checker.coaching.source import place_in, problem_of, tree_of, trees
from checker.coaching.written import assigned, last_name
from checker.core.evidence import Aspect, SourceFile
from checker.core.reports import Diagnosis, Place

CONFIG = "gunicorn.conf.py"
_REFUSED = re.compile(r"^Invalid value for (?P<name>\w+): ", re.MULTILINE)


# --- the settings ---------------------------------------------------------------------------------


def settings_broken(seen: Seen) -> Diagnosis | None:
    """The file with the settings cannot be read to its end."""
    raised, source = seen.run.import_raised, _config(seen)
    if raised is None or source is None or seen.mismatch.aspect is not Aspect.PROCESS:
        return None
    problem = problem_of(source)
    if problem is not None:
        line = place_in(seen.sources, CONFIG, problem.line)
        sentence = f"{line} {problem.sentence}, so Gunicorn does not start."
        return Diagnosis("settings-broken", sentence, line, "The file with the settings is Python, too.")
    place: Place | None = seen.place(raised.place)
    if any(frame.file == CONFIG for frame in raised.frames):
        sentence = f"{place} raises {raised.short_type}: {raised.message}. So Gunicorn does not start."
        return Diagnosis("settings-broken", sentence, place, "The file with the settings is Python, too.")
    name = None if raised.frames else _refused(seen, source)
    if name is None:
        return None
    place = _setting(source, name, seen)
    sentence = f"Gunicorn refuses the value of {name} at {place}: {raised.message.partition(chr(10))[0]}"
    hint = "Look at the type: a number has no quotes. And some values of older versions are gone."
    return Diagnosis("setting-refused", sentence, place, hint)


def _refused(seen: Seen, source: SourceFile) -> str | None:
    """The setting that Gunicorn names before it ends, or whose value its error repeats."""
    told = _REFUSED.search(seen.run.stderr)
    if told is not None:
        return told["name"]
    message = seen.run.import_raised.message if seen.run.import_raised else ""
    tree = tree_of(source)
    for node in tree.body if tree is not None else ():
        name, value = assigned(node)
        text = value.value if isinstance(value, ast.Constant) else None
        if name != "wsgi_app" and isinstance(text, str) and f"'{text}'" in message:
            return name
    return None


def app_not_found(seen: Seen) -> Diagnosis | None:
    """The setting wsgi_app leads nowhere."""
    raised, source = seen.run.import_raised, _config(seen)
    place = _setting(source, "wsgi_app", seen) if source else None
    if raised is None or place is None or raised.own or seen.mismatch.aspect is not Aspect.PROCESS:
        return None
    return Diagnosis(
        "wsgi-app-not-found",
        f"Gunicorn finds no app where {place} sends it: {raised.message}",
        place,
        "wsgi_app is a module, a colon and the name of the app in it: the module without .py. A function that"
        " makes the app is called there, with its parentheses.",
    )


def app_is_a_function(seen: Seen) -> Diagnosis | None:
    """wsgi_app names a view or a factory, which Gunicorn then calls as if it were the app."""
    raised, source = seen.raised, _config(seen)
    place = _setting(source, "wsgi_app", seen) if source else None
    if (
        raised is None
        or place is None
        or raised.type != "TypeError"
        or "positional argument" not in raised.message
    ):
        return None
    if seen.run.production is None or raised.frames:
        return None
    return Diagnosis(
        "wsgi-app-is-function",
        f"{place} names a function that is not the app: {raised.message}.",
        place,
        "Behind the colon stands the app itself. For a function that makes the app, write its call, with"
        " parentheses.",
    )


def server_missing(seen: Seen) -> Diagnosis | None:
    """There is a uwsgi.ini, and no uWSGI."""
    settings = seen.run.production
    if settings is None or settings.server != "uwsgi" or seen.run.import_raised is None:
        return None
    return Diagnosis(
        "uwsgi-not-installed",
        f"There is a uwsgi.ini and no {CONFIG}, and uWSGI is not installed here: it cannot be started.",
        Place("uwsgi.ini"),
        f"Install uWSGI (pip install uwsgi), or write the settings for Gunicorn into {CONFIG}: it is installed.",
    )


def settings_differ(seen: Seen) -> Diagnosis | None:
    """The server runs, and its settings are others than the task's."""
    settings, expected = seen.run.production, seen.mismatch.expected_value
    if settings is None or seen.mismatch.aspect is not Aspect.PROCESS or expected is None:
        return None
    name = "workers" if isinstance(expected, int) else "bind"
    if settings.server != "gunicorn":
        return _setting_differs(seen, name, Place("uwsgi.ini"))
    source = _config(seen)
    if source is None:
        return _no_settings(seen)
    place = _setting(source, name, seen)
    if place is None and (misspelled := _misspelled(source, name, seen)) is not None:
        word, where = misspelled
        return Diagnosis(
            "setting-misspelled",
            f"Gunicorn has no setting named {word} ({where}) and leaves it out without a word.",
            where,
            "The names of the settings are compared letter by letter. The documentation of Gunicorn lists them.",
        )
    return _setting_differs(seen, name, place or Place(CONFIG))


def _setting_differs(seen: Seen, name: str, place: Place) -> Diagnosis:
    cause = "workers-not-4" if name == "workers" else "bind-differs"
    missing = f" {place} does not set {name}, so the server takes its own." if place.line is None else ""
    at = f" ({place})" if place.line is not None else ""
    return Diagnosis(
        cause,
        f"The server starts with {seen.mismatch.got}{at}; the article's command line says"
        f" {seen.mismatch.expected}.{missing}",
        place,
        "-w on the command line is the setting workers." if name == "workers" else
        "-b on the command line is the setting bind. 127.0.0.1 is this machine alone, 0.0.0.0 every network.",
    )  # fmt: skip


def _no_settings(seen: Seen) -> Diagnosis:
    alike = [source.path for source in seen.sources if "gunicorn" in source.path.lower()]
    alike += [name for name in seen.evidence.other_files if "gunicorn" in name.lower()]
    there = f" {alike[0]} is not read: Gunicorn does not look for that name." if alike else ""
    return Diagnosis(
        "settings-missing",
        f"There is no {CONFIG} in the folder, so Gunicorn starts with its own settings: {seen.mismatch.got}.{there}",
        Place(alike[0]) if alike else None,
        f"Gunicorn reads the file {CONFIG} in the folder in which it is started, beside app.py.",
    )


def _config(seen: Seen) -> SourceFile | None:
    return next((source for source in seen.sources if source.path == CONFIG), None)


def _settings_in(source: SourceFile) -> Iterator[tuple[str, int]]:
    tree = tree_of(source)
    for node in tree.body if tree is not None else ():
        name, _ = assigned(node)
        if name is not None:
            yield name, node.lineno


def _setting(source: SourceFile, name: str, seen: Seen) -> Place | None:
    lines = [line for written, line in _settings_in(source) if written == name]
    return place_in(seen.sources, source.path, lines[-1]) if lines else None


def _misspelled(source: SourceFile, name: str, seen: Seen) -> tuple[str, Place] | None:
    import difflib

    written = dict(_settings_in(source))
    alike = {word.lower(): word for word in written}
    near = difflib.get_close_matches(name, alike, n=1, cutoff=0.5)
    return (alike[near[0]], place_in(seen.sources, source.path, written[alike[near[0]]])) if near else None


# --- the server's end -----------------------------------------------------------------------------


def server_ended(seen: Seen) -> Diagnosis | None:
    """The server did not stay."""
    settings, exchange = seen.run.production, seen.exchange
    if settings is None or exchange is None or exchange.broken is None or not seen.run.ended:
        return None
    lines = [line.strip() for line in seen.run.stderr.splitlines() if line.strip()]
    said = f" The last that it wrote: {lines[-1][:200]}" if lines else ""
    return Diagnosis(
        "server-ended",
        f"{settings.server} started with your settings and ended with exit code {seen.run.exit_code}.{said}",
        None,
        "Start the server by hand and read what it writes: the first error is the one that counts.",
    )


# --- what the workers share -----------------------------------------------------------------------


def state_in_session(seen: Seen) -> Diagnosis | None:
    """The number travels with each client, or ends with each request."""
    if not _counts_wrong(seen):
        return None
    for source, tree in trees(seen.sources):
        for node in ast.walk(tree):
            stored = isinstance(node, (ast.Subscript, ast.Attribute)) and isinstance(node.ctx, ast.Store)
            root = _root(node) if stored else None
            if root in {"session", "g"}:
                what = "a cookie of one client" if root == "session" else "gone when the request is answered"
                place = place_of_node(seen, (source.path, node))
                return Diagnosis(
                    "state-per-client" if root == "session" else "state-per-request",
                    f"{place} keeps the number in {root}, and that is {what}.",
                    place,
                    "Everybody's requests count. The number has to lie where all of them find it.",
                )
    return None


def state_per_process(seen: Seen) -> Diagnosis | None:
    """The number lies in a variable, and each worker has its own."""
    if not _counts_wrong(seen):
        return None
    found = next(_changes_of_globals(seen), None)
    if found is None:
        return None
    name, place = found
    workers = seen.run.production.workers if seen.run.production else 0
    return Diagnosis(
        "state-per-process",
        f"{place} counts in {name}, a variable of the process. The {workers} workers are {workers} processes:"
        " each counts for itself.",
        place,
        "Put the number where every process finds it: in a database or in a file.",
    )


def lost_update(seen: Seen) -> Diagnosis | None:
    """The number is read, and written a moment later: what came between is lost."""
    if not _counts_wrong(seen):
        return None
    for source, tree in trees(seen.sources):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _writes(node):
                place = place_of_node(seen, (source.path, node))
                return Diagnosis(
                    "lost-update",
                    f"The number is read, made larger and written back at {place}. Another worker does the same in"
                    " between, and one of the two hits is lost.",
                    place,
                    "Reading and writing have to be one step: one UPDATE in a database, or a lock around both.",
                )
    return None


def _counts_wrong(seen: Seen) -> bool:
    expected = seen.mismatch.expected_value
    numbers = isinstance(expected, dict) and all(type(value) is int for value in expected.values())
    return seen.run.production is not None and seen.mismatch.aspect is Aspect.JSON and numbers


def _changes_of_globals(seen: Seen) -> Iterator[tuple[str, Place | None]]:
    """Every change, inside a function, of something that was made at the left edge of a file."""
    for source, tree in trees(seen.sources):
        made = {name for name, _ in _settings_in(source)}
        functions = [
            node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))
        ]
        for function in functions:
            told = {
                name for node in ast.walk(function) if isinstance(node, ast.Global) for name in node.names
            }
            for node in ast.walk(function):
                name = _changed(node)
                plain = isinstance(node, (ast.Assign, ast.AugAssign)) and _is_plain(node)
                if name in told or (name in made and not plain):
                    yield str(name), place_of_node(seen, (source.path, node))


def _is_plain(node: ast.Assign | ast.AugAssign) -> bool:
    target = node.targets[0] if isinstance(node, ast.Assign) else node.target
    return isinstance(target, ast.Name)


def _changed(node: ast.AST) -> str | None:
    """The name at the root of what a statement changes."""
    if isinstance(node, ast.AugAssign):
        return _root(node.target)
    if isinstance(node, ast.Assign):
        return _root(node.targets[0])
    if isinstance(node, ast.Call):
        if last_name(node.func) == "next" and node.args:
            return _root(node.args[0])
        if isinstance(node.func, ast.Attribute) and node.func.attr in {"append", "add", "update"}:
            return _root(node.func.value)
    return None


def _root(node: ast.AST) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _writes(call: ast.Call) -> bool:
    if last_name(call.func) in {"write_text", "write_bytes"}:
        return True
    modes = [*call.args[1:2], *(word.value for word in call.keywords if word.arg == "mode")]
    texts = [mode.value for mode in modes if isinstance(mode, ast.Constant) and isinstance(mode.value, str)]
    if last_name(call.func) == "execute":
        first = call.args[0] if call.args else None
        text = first.value if isinstance(first, ast.Constant) else ""
        return isinstance(text, str) and text.strip().lower().startswith(
            ("update", "replace", "insert or replace")
        )
    return last_name(call.func) == "open" and any("w" in text or "+" in text for text in texts)


RULES = (
    settings_broken,
    app_not_found,
    server_missing,
    settings_differ,
    app_is_a_function,
    server_ended,
    state_in_session,
    state_per_process,
    lost_update,
)
