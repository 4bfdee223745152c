from flask import Flask, g, request
from flask_caching import Cache

from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)


@cache.memoize(timeout=120)
def load(year, currency):
    return {"year": year, "currency": currency, "total": 1001}


@app.route("/report/<int:year>")
def report(year):
    try:
        return load(year, request.args.get("currency", "EUR"))
    except UpstreamError:
        return "the upstream fails", 502


@app.post("/report/<int:year>/refresh")
def refresh(year):
    cache.delete_memoized(load, year, "EUR")
    return "", 204


@app.teardown_request
def close_session(error):
    if "opened" in g:
        g.opened.close()


@app.route("/session")
def session():
    g.opened = open_session()
    return {"session": g.opened.id}


@app.route("/session/crash")
def crash():
    g.opened = open_session()
    raise RuntimeError("crash")
