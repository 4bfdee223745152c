"""The app under its production server: its settings, its start, and what its processes share."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from checker.coaching.reading.source import place_in, problem_of, tree_of
from checker.coaching.reading.written import assigned, last_name
from checker.coaching.seen import Seen
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
        f"{place} names a function that is not the app. Gunicorn calls what stands there for each request, with two"
        f" values: {raised.message}.",
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
        f"Write the settings for Gunicorn into {CONFIG}: it is here. Or install uWSGI: pip install uwsgi",
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
    if place is None and (elsewhere := _set_elsewhere(seen, source, name)) is not None:
        return elsewhere
    return _setting_differs(seen, name, place or Place(CONFIG))


def _set_elsewhere(seen: Seen, config: SourceFile, name: str) -> Diagnosis | None:
    """The setting is written down, but inside something else, or in a file that Gunicorn does not read."""
    tree = tree_of(config)
    inside = next((node for node in ast.walk(tree) if _names_setting(node, name)), None) if tree else None
    if inside is not None:
        place = place_in(seen.sources, CONFIG, getattr(inside, "lineno", None))
        return Diagnosis(
            "setting-inside-another",
            f"The name {name} at {place} stands inside something else. Gunicorn reads only names at the left edge of"
            f" {CONFIG}, so it starts {_as_it_is(seen.mismatch.got)}.",
            place,
            "Write each setting on a line of its own: its name, an equals sign, and its value.",
        )
    for source in seen.sources:
        beside = source.path != CONFIG and "/" not in source.path
        if beside and (there := _setting(source, name, seen)) is not None:
            return Diagnosis(
                "settings-missing",
                f"{name} is set at {there}, and Gunicorn does not read that file. It reads {CONFIG}, where {name} is"
                f" missing, so it starts {_as_it_is(seen.mismatch.got)}.",
                there,
                f"Put the settings into {CONFIG}: that is the name that Gunicorn looks for.",
            )
    return None


def _names_setting(node: ast.AST, name: str) -> bool:
    """Whether a node gives this name a value: as a key of a dict, a keyword of a call, or a target."""
    if isinstance(node, ast.Constant):
        return node.value == name
    if isinstance(node, ast.keyword):
        return node.arg == name
    return isinstance(node, (ast.Name, ast.Attribute)) and (
        isinstance(node.ctx, ast.Store) and last_name(node) == name
    )


def _setting_differs(seen: Seen, name: str, place: Place) -> Diagnosis:
    cause = "workers-not-4" if name == "workers" else "bind-differs"
    missing = f" {place} does not set {name}, so the server takes its own." if place.line is None else ""
    at = f" ({place})" if place.line is not None else ""
    return Diagnosis(
        cause,
        f"The server starts {_as_it_is(seen.mismatch.got)}{at}. The task asks for"
        f" {seen.mismatch.expected}.{missing}",
        place,
        "-w on the command line is the setting workers." if name == "workers" else
        "-b on the command line is the setting bind. 127.0.0.1 is this machine alone, 0.0.0.0 every network.",
    )  # fmt: skip


def _as_it_is(got: str) -> str:
    return got if got.startswith("bound") else f"with {got}"


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


_OTHER_SERVERS = {
    "bind": ("host", "port", "address", "listen"),
    "workers": ("processes", "num_workers", "instances"),
}
"""What other servers call these settings, or what they are set with there."""


def _misspelled(source: SourceFile, name: str, seen: Seen) -> tuple[str, Place] | None:
    import difflib

    written = dict(_settings_in(source))
    alike = {word.lower(): word for word in written}
    near = difflib.get_close_matches(name, alike, n=1, cutoff=0.5)
    near += [word for word in alike if word in _OTHER_SERVERS[name]]
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


RULES = (
    settings_broken,
    app_not_found,
    server_missing,
    settings_differ,
    app_is_a_function,
    server_ended,
)
