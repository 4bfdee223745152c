"""Whatever a learner's folder holds: one clear sentence, exit code 1, in time, and nothing left behind."""

import gzip
import importlib.util
import itertools
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest
from support import ROOT, Ran

FLASK = (ROOT / "solutions/03-routing/flask/app.py").read_text()
FASTAPI = (ROOT / "solutions/03-routing/fastapi/app.py").read_text()
RIGHT = {"flask": FLASK, "fastapi": FASTAPI}
LIMIT = 8.0


@pytest.fixture
def check(kata, tmp_path):
    """Check a folder as a person would, and hold what is true of every check."""

    def run(folder, framework="flask", *words, exercise="03-routing", **options) -> Ran:
        began = time.monotonic()
        ran = kata(
            "check", exercise, "-f", framework, "--path", str(folder), "--format", "json",
            "--timeout", str(LIMIT), *words, **options,
        )  # fmt: skip
        assert time.monotonic() - began < LIMIT * 3
        assert "Traceback" not in ran.err
        assert left_behind(tmp_path) == []
        return ran

    return run


def left_behind(folder: Path) -> list[str]:
    """Processes that still have to do with a folder: they run in it, or name it in their command line."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            place = str((process / "cwd").readlink())
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if place.startswith(str(folder)) or (str(folder) in words and "pytest" not in words):
            found.append(f"{process.name} {words}")
    return found


def first_failure(ran: Ran) -> dict:
    return next(task for task in ran.report["tasks"] if task["outcome"] == "failed")


def assert_blocked(ran: Ran, cause: str, file: str | None = None, line: int | None = None) -> None:
    """The first task fails with this cause, every other is not checked yet."""
    tasks = ran.report["tasks"]
    assert ran.code == 1
    assert [task["outcome"] for task in tasks] == ["failed"] + ["skipped"] * (len(tasks) - 1)
    diagnosis = tasks[0]["diagnosis"]
    assert diagnosis["cause"] == cause, diagnosis
    assert diagnosis["message"].endswith((".", "?")) or ":" in diagnosis["message"]
    assert (diagnosis["file"], diagnosis["line"]) == (file, line)
    assert ran.report["app"]["started"] is False
    assert ran.report["app"]["error"] == diagnosis["message"]


def test_no_such_folder(check, tmp_path):
    """A folder that is not there is said to be so."""
    ran = check(tmp_path / "nowhere")
    assert_blocked(ran, "no-such-folder")
    assert "nowhere" in first_failure(ran)["diagnosis"]["message"]


def test_a_file_instead_of_a_folder(check, app_folder):
    """--path with a file asks for its folder."""
    assert_blocked(check(app_folder(FLASK) / "app.py"), "not-a-folder")


def test_empty_folder(check, app_folder):
    """A folder with nothing in it."""
    assert_blocked(check(app_folder()), "empty-folder")


def test_no_python_file_of_a_known_name(check, app_folder):
    """A folder whose app has a name that no one looks for."""
    ran = check(app_folder(hello=FLASK))
    assert_blocked(ran, "no-app-file")
    assert "hello.py" in first_failure(ran)["diagnosis"]["message"]


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_empty_file(check, app_folder, framework, text):
    """An app.py without any code."""
    assert_blocked(check(app_folder(text), framework), "empty-file", "app.py")


def test_syntax_error(check, app_folder):
    """A SyntaxError is named with its line."""
    source = FLASK + "\ndef broken(:\n"
    assert_blocked(check(app_folder(source)), "syntax-error", "app.py", len(source.splitlines()))


def test_syntax_error_in_another_file(check, app_folder):
    """A SyntaxError in a file that app.py imports is named there."""
    folder = app_folder("from views import app\n", views="import flask\napp = flask.Flask(\n")
    assert_blocked(check(folder), "syntax-error", "views.py", 2)


def test_nul_byte(check, app_folder):
    """A NUL byte in the source is named with its line."""
    assert_blocked(check(app_folder(FLASK.encode() + b"\nx = '\0'\n")), "null-byte", "app.py", 37)


def test_not_utf8(check, app_folder):
    """A source in another encoding that does not say so is named with its line."""
    assert_blocked(check(app_folder("# first\nname = 'Zo\xeb'\n".encode("latin-1"))), "not-utf8", "app.py", 2)


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
def test_a_byte_order_mark_is_fine(check, app_folder, framework):
    """A byte order mark at the start is fine."""
    assert check(app_folder(b"\xef\xbb\xbf" + RIGHT[framework].encode()), framework).code == 0


def test_a_declared_encoding_is_fine(check, app_folder):
    """A source in an encoding that its first line declares is fine."""
    source = "# -*- coding: latin-1 -*-\n" + FLASK + "\nname = 'Zo\xeb'\n"
    assert check(app_folder(source.encode("latin-1"))).code == 0


def test_something_not_installed(check, app_folder):
    """An import of something that is not installed is named with its line."""
    ran = check(app_folder("import flask\nimport no_such_package_here\n"))
    assert_blocked(ran, "module-not-found", "app.py", 2)


@pytest.mark.skipif(importlib.util.find_spec("requests") is not None, reason="requests is installed here")
@pytest.mark.parametrize(
    ("use", "cause", "line"),
    [
        ("requests.form['x']", "client-library-as-request", 6),
        ("requests.get('x').text", "module-not-found", 1),
    ],
)
def test_a_library_that_sends_requests(check, app_folder, use, cause, line):
    """A library that is not installed: what is asked of it tells whether the request that came in was meant."""
    source = (
        f"import requests\n\nfrom flask import Flask\n\ndef view():\n    return {use}\n\napp = Flask('x')\n"
    )
    assert_blocked(check(app_folder(source)), cause, "app.py", line)


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
def test_a_file_with_the_name_of_the_framework(check, app_folder, framework):
    """flask.py or fastapi.py beside the app hides the framework."""
    assert_blocked(check(app_folder(RIGHT[framework], **{framework: "x = 1\n"}), framework), "shadowed-module",
                   f"{framework}.py")  # fmt: skip


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
def test_the_app_itself_has_the_name_of_the_framework(check, app_folder, framework):
    """An app written into flask.py or fastapi.py."""
    assert_blocked(
        check(app_folder(**{framework: RIGHT[framework]}), framework), "shadowed-module", f"{framework}.py"
    )


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
@pytest.mark.parametrize("module", ["json", "typing", "click", "h11"])
def test_a_file_with_the_name_of_a_module_that_the_framework_needs(check, app_folder, framework, module):
    """A json.py beside the app does here what it does in a fresh process: it hides the real one."""
    ran = check(app_folder(RIGHT[framework], **{module: "x = 1\n"}), framework)
    if (framework, module) in {("flask", "h11"), ("fastapi", "h11")} and ran.code == 0:
        return  # the server found another way; then nothing is hidden
    assert_blocked(ran, "shadowed-module", f"{module}.py")


def test_a_module_that_only_the_checker_uses_is_the_learners_to_have(check, app_folder):
    """httpx.py, pytest.py, conftest.py beside an app that does not import them change nothing."""
    bomb = "raise SystemExit('this must not be imported')\n"
    names = dict.fromkeys(
        ["httpx", "pytest", "conftest", "sitecustomize", "usercustomize", "checker", "h11"], bomb
    )
    folder = app_folder(FLASK, **names)
    assert check(folder).code == 0
    assert check(folder, cwd=folder).code == 0


def test_no_app_object(check, app_folder):
    """A file that makes no app."""
    assert_blocked(check(app_folder("x = 1\n")), "no-app-object", "app.py")


@pytest.mark.parametrize(("framework", "other"), [("flask", "fastapi"), ("fastapi", "flask")])
def test_an_app_of_the_other_framework(check, app_folder, framework, other):
    """An app of the other framework is recognised."""
    ran = check(app_folder(RIGHT[other]), framework)
    line = (
        RIGHT[other].splitlines().index("app = Flask(__name__)" if other == "flask" else "app = FastAPI()")
        + 1
    )
    assert_blocked(ran, "other-framework", "app.py", line)


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
def test_a_factory_that_needs_arguments(check, app_folder, framework):
    """A factory that cannot be called without arguments."""
    maker = "Flask(__name__)" if framework == "flask" else "FastAPI()"
    source = f"from {framework} import *\n\ndef create_app(config):\n    return {maker}\n"
    ran = check(app_folder(source.replace("*", maker.partition("(")[0])), framework)
    assert_blocked(ran, "factory-needs-arguments", "app.py", 3)


def test_app_run_unguarded(check, app_folder):
    """app.run() at the left edge is named with its line, at once."""
    assert_blocked(check(app_folder(FLASK + "\napp.run()\n")), "server-at-import", "app.py", 37)


def test_uvicorn_run_unguarded(check, app_folder):
    """uvicorn.run() at the left edge is named with its line, at once."""
    ran = check(app_folder(FASTAPI + "\nimport uvicorn\nuvicorn.run(app, port=0)\n"), "fastapi")
    assert_blocked(ran, "server-at-import", "app.py", len(FASTAPI.splitlines()) + 3)


def test_another_server_unguarded(check, app_folder):
    """A server that nobody stands in for is seen by the line at which the import stays."""
    source = FLASK + textwrap.dedent("""
        from wsgiref.simple_server import make_server
        make_server("127.0.0.1", 0, app).serve_forever()
        """)
    assert_blocked(check(app_folder(source), "flask"), "import-never-ends", "app.py", 38)


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("import sys; sys.exit()", "exit-at-import"),
        ("exit(0)", "exit-at-import"),
        ("import os; os._exit(0)", "exit-at-import"),
        ("raise KeyboardInterrupt", "interrupt-at-import"),
        ("input('name? ')", "input-at-import"),
        ("undefined_name", "undefined-name"),
        ("1 / 0", "error-at-start"),
        ("f = lambda n: f(n); f(1)", "endless-recursion"),
    ],
)
@pytest.mark.parametrize("framework", ["flask", "fastapi"])
def test_an_import_that_stops(check, app_folder, framework, line, cause):
    """Whatever ends the import is named with its line."""
    source = RIGHT[framework] + f"\n{line}\n"
    assert_blocked(check(app_folder(source), framework), cause, "app.py", len(source.splitlines()))


def test_the_process_is_killed_at_import(check, app_folder):
    """An import that ends the process by a signal."""
    source = FLASK + "\nimport os\nos.kill(os.getpid(), 9)\n"
    ran = check(app_folder(source))
    assert_blocked(ran, "crash-at-import", "app.py", 38)
    assert ran.report["app"]["exit_code"] == 137


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
@pytest.mark.parametrize("loop", ["while True:\n    pass", "import time\ntime.sleep(10_000)"])
def test_an_import_that_never_ends(check, app_folder, framework, loop):
    """An endless loop or a wait at import is named with its line."""
    source = RIGHT[framework] + f"\n{loop}\n"
    ran = check(app_folder(source), framework, "--timeout", "3")
    diagnosis = first_failure(ran)["diagnosis"]
    assert diagnosis["cause"] == "import-never-ends"
    lines = source.splitlines()
    assert lines[diagnosis["line"] - 1].strip() in {"while True:", "pass", "time.sleep(10_000)"}


def test_a_start_up_that_fails(check, app_folder):
    """An exception in FastAPI's lifespan is named with its line."""
    source = FASTAPI.replace("app = FastAPI()", textwrap.dedent("""
        from contextlib import asynccontextmanager

        @asynccontextmanager
        async def lifespan(app):
            raise RuntimeError("no database")
            yield

        app = FastAPI(lifespan=lifespan)"""))  # fmt: skip
    line = source[: source.index("raise RuntimeError")].count("\n") + 1
    assert_blocked(check(app_folder(source), "fastapi"), "error-at-start", "app.py", line)


# --- views that do not answer ----------------------------------------------------------------------


def with_view(framework: str, body: str, *, asynchronous: bool = False) -> str:
    """The right app, with another body for the view of `/`."""
    marker = '    return "Index Page"' if framework == "flask" else '    return {"message": "Root page"}'
    source = RIGHT[framework]
    assert marker in source
    source = source.replace(marker, textwrap.indent(textwrap.dedent(body).strip(), "    "))
    return source.replace("def read_root", "async def read_root") if asynchronous else source


def root_task(ran: Ran) -> dict:
    return ran.report["tasks"][0]


def others(ran: Ran) -> set[str]:
    return {task["outcome"] for task in ran.report["tasks"][1:]}


VIEWS = [
    pytest.param("while True:\n    pass", "view-never-answers", id="endless loop"),
    pytest.param("import time\ntime.sleep(10_000)", "wrong-wait", id="endless wait"),
    pytest.param("import os\nos._exit(0)", "exit-in-view", id="os._exit"),
    pytest.param("import sys\nsys.exit()", "exit-in-view", id="sys.exit"),
    pytest.param("def again(n): return again(n)\nreturn again(1)", "endless-recursion", id="recursion"),
    pytest.param("return 1 / 0", "exception-in-view", id="exception"),
    pytest.param("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "exit-in-view", id="killed"),
]


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
@pytest.mark.parametrize(("body", "cause"), VIEWS)
def test_a_view_that_breaks_fails_alone(check, app_folder, framework, body, cause):
    """A view that hangs, exits or breaks fails its own task; the others are judged on a fresh process."""
    ran = check(app_folder(with_view(framework, body)), framework, "--timeout", "20")
    assert ran.code == 1
    assert root_task(ran)["diagnosis"]["cause"] == cause, root_task(ran)
    assert root_task(ran)["diagnosis"]["file"] == "app.py"
    assert others(ran) == {"passed"}


def test_a_loop_that_holds_the_event_loop_fails_alone(check, app_folder):
    """An endless loop in an `async def` holds the whole app; the other tasks get a fresh one."""
    ran = check(
        app_folder(with_view("fastapi", "while True:\n    pass", asynchronous=True)),
        "fastapi",
        "--timeout",
        "20",
    )
    assert root_task(ran)["diagnosis"]["cause"] == "view-never-answers"
    assert others(ran) == {"passed"}


BODIES = [
    pytest.param(
        "while True:\n    yield 'x' * 100\n    time.sleep(0.05)", "body-never-ends", id="a slow drip"
    ),
    pytest.param("yield 'x'\ntime.sleep(10_000)", "body-never-ends", id="a body that stops"),
    pytest.param("for _ in range(1024):\n    yield 'x' * 1024 * 1024", "body-too-large", id="1 GB in pieces"),
]


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
@pytest.mark.parametrize(("body", "cause"), BODIES)
def test_a_body_that_never_comes_to_its_end(check, app_folder, framework, body, cause):
    """The whole exchange has a deadline, and a body has a greatest size."""
    response = "Response(stream())" if framework == "flask" else "StreamingResponse(stream())"
    module = "flask" if framework == "flask" else "fastapi.responses"
    view = f"import time\nfrom {module} import {response.partition('(')[0]}\n"
    view += f"def stream():\n{textwrap.indent(body, '    ')}\n"
    ran = check(app_folder(with_view(framework, view + f"return {response}")), framework, "--timeout", "20")
    assert root_task(ran)["diagnosis"]["cause"] == cause
    assert others(ran) == {"passed"}


def test_headers_that_drip(check, app_folder):
    """Not even the head of an answer may drip for ever: no read is slow, the exchange is."""
    source = textwrap.dedent("""
        import socket, threading, time
        from flask import Flask, request
        app = Flask(__name__)
        @app.route("/")
        def index():
            out = request.environ["werkzeug.socket"]
            out.sendall(b"HTTP/1.1 200 OK\\r\\n")
            while True:
                out.sendall(b"X-A: 1\\r\\n")
                time.sleep(0.05)
        """)
    ran = check(app_folder(source), "flask", "--task", "index", "--timeout", "4")
    assert root_task(ran)["outcome"] == "failed"
    assert root_task(ran)["diagnosis"]["cause"] in {"view-never-answers", "answer-broken-off"}


def strange_answer(framework: str, body: bytes, kind: str, encoding: str = "") -> str:
    headers = {"Content-Type": kind} | ({"Content-Encoding": encoding} if encoding else {})
    module = "flask" if framework == "flask" else "fastapi"
    source = f"from {module} import Response\nfrom pathlib import Path\n"
    source += f"return Response(Path('body.bin').read_bytes(), headers={headers!r})"
    return with_view(framework, source)


STRANGE = [
    pytest.param(gzip.compress(b"x" * 210_000_000), "text/html", "gzip", id="a gzip bomb"),
    pytest.param(b"not gzip at all", "text/html", "gzip", id="gzip that is none"),
    pytest.param(b"hm", "text/html", "snappy", id="an unknown packing"),
    pytest.param(b"[" * 200_000 + b"]" * 200_000, "application/json", "", id="JSON 200,000 levels deep"),
    pytest.param(b"[" * 900 + b"]" * 900, "application/json", "", id="JSON 900 levels deep"),
    pytest.param(b'{"message": ' + b"7" * 5000 + b"}", "application/json", "", id="a 5,000-digit integer"),
    pytest.param(b'{"message": NaN}', "application/json", "", id="NaN"),
    pytest.param(b'"\\ud800"', "application/json", "", id="half a character"),
    pytest.param(b"\xff\xfe\x00", "application/json", "", id="bytes that are no text"),
    pytest.param(b"", "application/json", "", id="nothing"),
    pytest.param(b"\x1b]0;owned\x07\x1b[2J<b>\x9b31m", "text/html", "", id="terminal escapes"),
    pytest.param("\u202eegaP\u2066".encode(), "text/html", "", id="text that runs backwards"),
    pytest.param(b"<!--" * 20_000 + b"<a" * 20_000, "text/html", "", id="tags without end"),
    pytest.param(b"x" * 999_000, "text/html", "", id="nearly too long"),
    pytest.param(b'{"message": true}', "application/json; charset=\x01none", "", id="a charset that is none"),
]


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
@pytest.mark.parametrize(("body", "kind", "encoding"), STRANGE)
@pytest.mark.parametrize("style", ["json", "terminal"])
def test_a_strange_answer_is_a_failure_and_no_more(check, app_folder, framework, body, kind, encoding, style):
    """Whatever the bytes are, the task fails with a sentence, and no report holds a raw control character."""
    folder = app_folder(strange_answer(framework, body, kind.replace("\x01", ""), encoding))
    (folder / "body.bin").write_bytes(body)
    ran = check(folder, framework, "--format", style)
    assert ran.code == 1, ran.err
    raw = {
        letter for letter in ran.out if (ord(letter) < 32 and letter != "\n") or 0x7F <= ord(letter) < 0xA0
    }
    assert raw == set()
    ran.out.encode("utf-8")
    if style == "json":
        assert root_task(ran)["outcome"] == "failed"
        assert others(ran) == {"passed"}
        assert_all_visible(ran.report)


def assert_all_visible(value: object) -> None:
    """No text in a report holds a control character but line feed and tab, nor half a character."""
    if isinstance(value, dict):
        value = [*value.keys(), *value.values()]
    if isinstance(value, list):
        for item in value:
            assert_all_visible(item)
    if isinstance(value, str):
        value.encode("utf-8")
        assert not [letter for letter in value if ord(letter) < 32 and letter not in "\n\t"]


TARGETS = ["/", "http://192.0.2.1/", "//192.0.2.1/x", "\\\\x"]


@pytest.mark.parametrize(
    ("framework", "target"),
    # Werkzeug itself refuses the last one.
    [*itertools.product(["flask", "fastapi"], TARGETS), ("fastapi", "http://[")],
)
def test_a_redirect_is_never_followed(check, app_folder, framework, target):
    """A redirect loop or a redirect to another host is an answer like any other."""
    answer = {"flask": "Response(status=302, ", "fastapi": "Response(status_code=302, "}[framework]
    view = f"from {framework} import Response\nreturn {answer}headers={{'Location': {target!r}}})"
    ran = check(app_folder(with_view(framework, view)), framework)
    assert root_task(ran)["diagnosis"]["cause"] == "redirected"
    assert root_task(ran)["response"]["status"] == 302


def test_a_flood_on_stdout_is_bounded(check, app_folder):
    """An app that prints without end costs no memory, and its report stays short."""
    source = FLASK + textwrap.dedent("""
        import threading
        def flood():
            while True:
                print("flood " * 1000)
        threading.Thread(target=flood, daemon=True).start()
        """)
    ran = check(app_folder(source), "flask", "--timeout", "20")
    assert len(ran.report["app"]["stdout"]) < 50_000
    assert "bytes left out" in ran.report["app"]["stdout"]


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
@pytest.mark.parametrize(
    "start",
    [
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])",
        "import subprocess, sys; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'],"
        " start_new_session=True, stdin=-3, stdout=-3, stderr=-3)",
        "import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(600)\n"
        "    os._exit(0)",
    ],
    ids=["a child", "a child in a session of its own", "a daemon"],
)
def test_a_child_left_running_is_ended(check, app_folder, framework, start):
    """What the app starts is ended with it, a daemon that left its group too; the app itself is right."""
    assert check(app_folder(RIGHT[framework] + f"\n{start}\n"), framework).code == 0


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
def test_signal_handlers_that_swallow_sigterm(check, app_folder, framework):
    """An app that does not want to end is ended."""
    source = RIGHT[framework] + "\nimport signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n"
    source += "signal.signal(signal.SIGINT, signal.SIG_IGN)\nsignal.signal(signal.SIGUSR1, signal.SIG_IGN)\n"
    assert check(app_folder(source), framework).code == 0


def test_an_app_that_kills_its_parent_is_ended(check, app_folder):
    """An app that kills the process above it is ended all the same."""
    source = with_view("flask", "import os\nos.kill(os.getppid(), 9)\nreturn 'Index Page'")
    ran = check(app_folder(source), "flask")
    assert ran.code in {0, 1}


def test_nothing_of_the_learners_touches_pytest(check, app_folder):
    """A conftest.py, a pytest.ini and a planted pytest11 entry point have no word in the verdict."""
    folder = app_folder("x = 1\n", conftest=(
        "import pytest\n@pytest.hookimpl(wrapper=True)\ndef pytest_runtest_makereport():\n"
        "    report = yield\n    report.outcome = 'passed'\n    return report\n"))  # fmt: skip
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p conftest --collect-only\n")
    plant = folder / "plant-1.dist-info"
    plant.mkdir()
    (plant / "METADATA").write_text("Metadata-Version: 2.1\nName: plant\nVersion: 1\n")
    (plant / "entry_points.txt").write_text("[pytest11]\nplant = conftest\n")
    settings = {
        "PYTEST_ADDOPTS": "-p conftest",
        "PYTEST_PLUGINS": "conftest",
        "PYTHONPATH": f"{ROOT}:{folder}",
    }
    assert check(folder, "flask", cwd=folder, env=settings).code == 1
    (folder / "app.py").write_text(FLASK)
    assert check(folder, "flask", cwd=folder, env=settings).code == 0


@pytest.mark.parametrize("framework", ["flask", "fastapi"])
def test_the_apps_process_holds_nothing_of_the_checkers(check, app_folder, framework):
    """No module, no path, no variable and no descriptor of the checker's is in the app's process."""
    look = """
        import json, os, sys
        kinds = {}
        for name in os.listdir("/proc/self/fd"):
            try:
                kinds[name] = os.readlink(f"/proc/self/fd/{name}").partition(":")[0]
            except OSError:
                pass
        seen = {"modules": sorted({name.partition(".")[0] for name in sys.modules}), "path": sys.path,
                "environment": sorted(os.environ), "descriptors": kinds, "words": sys.argv}
        open("seen.json", "w").write(json.dumps(seen))
        """
    source = textwrap.dedent(look) + RIGHT[framework]
    folder = app_folder(source)
    assert check(folder, framework).code == 0
    import json

    seen = json.loads((folder / "seen.json").read_text())
    assert not {"checker", "pytest", "_pytest", "httpx", "hidden", "pluggy", "coverage"} & set(
        seen["modules"]
    )
    assert str(ROOT) not in seen["path"]
    assert seen["path"][0] == str(folder)
    assert set(seen["environment"]) <= {"HOME", "LANG", "PATH", "TMPDIR", "TZ", "LC_CTYPE"}
    beyond = sorted(kind for name, kind in seen["descriptors"].items() if int(name) > 2)
    assert beyond.count("socket") == 1
    assert beyond.count("pipe") == 1
    assert seen["words"] == [framework, "run"]


@pytest.mark.parametrize("signal_number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_check_that_is_stopped_leaves_nothing_behind(app_folder, tmp_path, signal_number):
    """Ctrl-C, a polite end and a sudden one: the app and its children end with the check, and no folder is left."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    started = tmp_path / "submission" / "started"
    folder = app_folder(FLASK + "\nopen('started', 'w').close()\nimport time\ntime.sleep(600)\n")
    os.mkfifo(started)
    process = subprocess.Popen(
        [sys.executable, "-m", "checker", "check", "3", "-f", "flask", "--path", str(folder)],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1", "TMPDIR": str(temporary)},
    )  # fmt: skip
    started.open().close()  # waits until the app is being imported
    process.send_signal(signal_number)
    _, err = process.communicate(timeout=20)
    assert "Traceback" not in err
    if signal_number == signal.SIGINT:
        assert process.returncode == 130
        assert err.strip() == "Stopped. Nothing of your app is left running."
    wait_until_gone(folder)
    wait_until_gone(temporary)
    assert list(temporary.glob("app-*")) == []


def wait_until_gone(folder: Path) -> None:
    """The supervisor ends the app when it learns of the checker's end: that is soon, and not at once."""
    deadline = time.monotonic() + 20
    while left_behind(folder):
        assert time.monotonic() < deadline, left_behind(folder)
        time.sleep(0.01)
