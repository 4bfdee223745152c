"""FileSystemCache in the system's folder for such files; memoized by keyword; async views; own teardown by app."""

import tempfile
from http import HTTPStatus

from flask import Flask, abort, g, request
from flask_caching import Cache

from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
cache = Cache(
    app, config={"CACHE_TYPE": "FileSystemCache", "CACHE_DIR": tempfile.mkdtemp(), "CACHE_DEFAULT_TIMEOUT": 0}
)


@cache.memoize()
def load(year, currency="EUR"):
    return fetch_report(year, currency)


@app.get("/report/<int:year>")
async def report(year):
    chosen = {"currency": request.args["currency"]} if "currency" in request.args else {}
    try:
        return load(year, **chosen)
    except UpstreamError:
        abort(HTTPStatus.BAD_GATEWAY)


@app.post("/report/<int:year>/refresh")
async def refresh(year):
    cache.delete_memoized(load, year)
    return "", HTTPStatus.NO_CONTENT


@app.before_request
def open_when_needed():
    if request.path.startswith("/session"):
        g.session = open_session()


@app.teardown_request
def close(_):
    if session := g.get("session"):
        session.close()


@app.get("/session")
async def show():
    return {"session": g.session.id}


@app.get("/session/crash")
async def crash():
    raise Exception("as asked")
