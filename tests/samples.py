"""Reports and content that several unit tests begin from."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from checker.catalog.content import Content
from checker.core.exchanges import Request, Response
from checker.core.reports import AppReport, Diagnosis, Outcome, Place, Report, TaskReport

APP = AppReport(started=True, startup_ms=80, exit_code=None, stdout="", stderr="", error=None)
PASSED = TaskReport("index", "The index page", Outcome.PASSED, points=10, max_points=10)
FAILED = TaskReport(
    id="hello",
    title="A second page",
    outcome=Outcome.FAILED,
    points=0,
    max_points=20,
    requirement="GET /hello is the text 'Hello, World!'.",
    request=Request("GET", "/hello", (("accept", "*/*"),)),
    curl="curl -i http://127.0.0.1:5000/hello",
    response=Response(200, (("content-type", "text/html"),), b"hello"),
    expected="Hello, World!",
    got="hello",
    diagnosis=Diagnosis(
        "wrong-text",
        "hello() returns another text.",
        Place("app.py", 9, 'return "hello"'),
        "Compare the two.",
    ),
    hints=("Read the task again.", "Compare letter by letter."),
)
SKIPPED = TaskReport(
    "links", "Links", Outcome.SKIPPED, points=0, max_points=30, note="Not checked yet: later."
)
NOT_HERE = TaskReport(
    "server", "Server", Outcome.SKIPPED, points=0, max_points=0, note="Not checked here: no server."
)


def report_of(*tasks: TaskReport, app: AppReport = APP, framework: str = "flask", seed: int = 7) -> Report:
    """A report on these tasks."""
    return Report("03-routing", "Routing", framework, "exercises/03-routing/flask", seed, app, tasks)


def hostile(text: str) -> Report:
    """A report in which every text that an app or a learner can decide is this one."""
    task = dataclasses.replace(
        FAILED,
        request=Request("GET", f"/{text}", (("x-one", text),), text.encode("utf-8", "surrogatepass")),
        curl=f"curl -i {text}",
        response=Response(200, (("x-two", text),), text.encode("utf-8", "surrogatepass")),
        expected=text,
        got=f"{text} ",
        diagnosis=Diagnosis("wrong-text", f"It says {text}", Place(text, 9, text), text),
        hints=(text,),
        requirement=text,
    )
    app = dataclasses.replace(APP, started=False, stdout=text, stderr=f"{text}\n{text}", error=text)
    return dataclasses.replace(report_of(task, app=app), folder=text)


def make_content(root: Path, page: str = "", slug: str = "03-routing") -> Content:
    """A content folder with one exercise page."""
    for name in ("exercises", "solutions", "hidden"):
        (root / name).mkdir(exist_ok=True)
    folder = root / "exercises" / slug
    folder.mkdir(exist_ok=True)
    (folder / "exercise.toml").write_text(page, encoding="utf-8")
    return Content(root)
