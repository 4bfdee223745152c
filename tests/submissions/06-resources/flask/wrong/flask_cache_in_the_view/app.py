from contextlib import closing
from flask import Flask, request
from flask_caching import Cache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)


def find(year, currency):
    cache = Cache(app, config={"CACHE_TYPE": "SimpleCache"})
    found = cache.get(f"{year}{currency}")
    if found is None:
        found = fetch_report(year, currency)
        cache.set(f"{year}{currency}", found)
    return found


@app.get("/report/<int:year>")
def report(year):
    try:
        return find(year, request.args.get("currency", "EUR"))
    except UpstreamError:
        return {}, 502


@app.post("/report/<int:year>/refresh")
def refresh(year):
    Cache(app, config={"CACHE_TYPE": "SimpleCache"}).clear()
    return "", 204


@app.get("/session")
def one_session():
    with closing(open_session()) as opened:
        return {"session": opened.id}


@app.get("/session/crash")
def broken_session():
    with closing(open_session()) as opened:
        raise LookupError(opened.id)
