"""The report as JSON, version 1. `docs/reference/report.schema.json` describes it; tests hold the two together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from checker.core.exchanges import Request, Response
from checker.core.reports import Diagnosis, Report, TaskReport
from checker.core.visible import all_visible, visible

FORMAT_VERSION = 1
LONGEST_BODY = 4_000


def render_json(reports: Sequence[Report]) -> str:
    """The document, in ASCII alone.

    Two number signs in a row are written as escapes: a build log takes `##[` in any line for an order.
    """
    document = {
        "format_version": FORMAT_VERSION,
        "reports": [_report(all_visible(report)) for report in reports],
    }
    return json.dumps(document, indent=2).replace("##", "\\u0023\\u0023") + "\n"


def _report(report: Report) -> dict[str, Any]:
    return {
        "exercise": report.exercise,
        "title": report.title,
        "framework": report.framework,
        "folder": report.folder,
        "seed": report.seed,
        "outcome": report.outcome.value,
        "points": report.points,
        "max_points": report.max_points,
        "app": {
            "started": report.app.started,
            "startup_ms": report.app.startup_ms,
            "exit_code": report.app.exit_code,
            "stdout": report.app.stdout,
            "stderr": report.app.stderr,
            "error": report.app.error,
        },
        "tasks": [_task(task) for task in report.tasks],
        "worth_knowing": report.worth_knowing,
    }


def _task(task: TaskReport) -> dict[str, Any]:
    return {
        "id": task.id,
        "title": task.title,
        "outcome": task.outcome.value,
        "points": task.points,
        "max_points": task.max_points,
        "requirement": task.requirement,
        "request": _request(task.request, task.curl),
        "response": _response(task.response),
        "expected": task.expected,
        "got": task.got,
        "diagnosis": _diagnosis(task.diagnosis),
        "hints": list(task.hints),
        "note": task.note,
    }


def _request(request: Request | None, curl: str | None) -> dict[str, Any] | None:
    if request is None:
        return None
    return {
        "method": request.method,
        "target": request.target,
        "headers": [list(pair) for pair in request.headers],
        "body": visible(request.body.decode("utf-8", "replace")),
        "curl": curl,
    }


def _response(response: Response | None) -> dict[str, Any] | None:
    if response is None:
        return None
    return {
        "status": response.status,
        "headers": [list(pair) for pair in response.headers],
        "body": visible(response.text[:LONGEST_BODY]),
    }


def _diagnosis(diagnosis: Diagnosis | None) -> dict[str, Any] | None:
    if diagnosis is None:
        return None
    place = diagnosis.place
    return {
        "cause": diagnosis.cause,
        "message": diagnosis.message,
        "file": place.file if place else None,
        "line": place.line if place else None,
    }
