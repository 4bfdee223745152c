from contextlib import closing
from functools import lru_cache
from flask import Flask, request
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)


@app.get("/report/<int:year>")
@lru_cache(maxsize=None)
def yearly(year):
    try:
        return fetch_report(year, request.args.get("currency", "EUR"))
    except UpstreamError:
        return {"problem": "no report"}, 502


@app.post("/report/<int:year>/refresh")
def renew(year):
    yearly.cache_clear()
    return "", 204


@app.get("/session")
def one_session():
    with closing(open_session()) as opened:
        return {"session": opened.id}


@app.get("/session/crash")
def broken_session():
    with closing(open_session()) as opened:
        raise LookupError(opened.id)
