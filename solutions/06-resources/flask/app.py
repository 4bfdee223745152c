"""06-resources in Flask: one right answer."""

from flask import Flask, g, request
from flask_caching import Cache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)


# The arguments are the key: another year or another currency is another entry.
# An exception is not stored.
@cache.memoize(timeout=300)
def cached_report(year, currency):
    return fetch_report(year, currency)


@app.route("/report/<int:year>")
def report(year):
    currency = request.args.get("currency", "EUR")
    try:
        return cached_report(year, currency)
    except UpstreamError:
        return {"error": "The upstream gives no report now."}, 502


@app.post("/report/<int:year>/refresh")
def refresh(year):
    cache.delete_memoized(cached_report, year, "EUR")
    return "", 204


def get_session():
    if "session" not in g:
        g.session = open_session()
    return g.session


# Runs at the end of every request: also after an exception, and where no session was opened.
@app.teardown_appcontext
def close_session(error):
    session = g.pop("session", None)
    if session is not None:
        session.close()


@app.route("/session")
def show_session():
    return {"session": get_session().id}


@app.route("/session/crash")
def crash():
    raise RuntimeError(f"the session {get_session().id} was open when this happened")
