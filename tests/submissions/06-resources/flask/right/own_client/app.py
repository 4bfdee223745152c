"""Talks to the upstream with a client of its own; closes with a stack of contexts; caches the view's response."""

import json
import os
import threading
import urllib.error
import urllib.request
from contextlib import ExitStack, contextmanager

from flask import Flask, Response, request

application = Flask(__name__)
BASE = os.environ["UPSTREAM_URL"]
lock = threading.Lock()
kept: dict[tuple, bytes] = {}


def ask(method, path):
    with urllib.request.urlopen(urllib.request.Request(BASE + path, method=method)) as answer:
        return answer.read()


@contextmanager
def a_session():
    session_id = json.loads(ask("POST", "/sessions"))["id"]
    try:
        yield session_id
    finally:
        ask("DELETE", f"/sessions/{session_id}")


@application.get("/report/<int:year>")
def report(year):
    currency = request.args.get("currency", default="EUR", type=str.upper)
    with lock:
        if (year, currency) not in kept:
            try:
                kept[year, currency] = ask("GET", f"/reports/{year}?currency={currency}")
            except urllib.error.HTTPError:
                return Response("the upstream fails", 502, mimetype="text/plain")
        return Response(kept[year, currency], mimetype="application/json")


@application.post("/report/<int:year>/refresh")
def refresh(year):
    with lock:
        for key in [key for key in kept if key[0] == year]:
            del kept[key]
    return Response(status=204)


@application.get("/session")
def session():
    with ExitStack() as stack:
        return {"session": stack.enter_context(a_session())}


@application.get("/session/crash")
def crash():
    with a_session() as session_id:
        raise AssertionError(session_id)
