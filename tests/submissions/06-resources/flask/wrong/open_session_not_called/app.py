

from flask import Flask, g, request
from flask_caching import Cache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)


@cache.memoize()
def kept_report(year, currency):
    return fetch_report(year, currency)


@app.route("/report/<int:year>")
def report(year):
    currency = request.args.get("currency", "EUR")
    try:
        return kept_report(year, currency)
    except UpstreamError:
        return {"problem": "no report"}, 502


@app.route("/report/<int:year>/refresh", methods=["POST"])
def refresh(year):
    cache.delete_memoized(kept_report, year, "EUR")
    return "", 204
@app.get("/session")
def visit():
    g.opened = open_session
    return {"session": g.opened.id}


@app.get("/session/crash")
def accident():
    g.opened = open_session()
    raise RuntimeError("x")


@app.teardown_appcontext
def end(error):
    if "opened" in g and not callable(g.opened):
        g.opened.close()
