import logging

from flask import Flask, abort, g, jsonify, request
from flask_caching import Cache

import upstream

log = logging.getLogger(__name__)
app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)


@cache.memoize(timeout=60 * 60)
def cached_report(year, currency="EUR"):
    return upstream.fetch_report(year, currency)


@app.get("/report/<int:year>")
def report(year):
    try:
        try:
            data = cached_report(year, request.args.get("currency", "EUR"))
        except upstream.UpstreamError:
            abort(502)
        return jsonify(data)
    except Exception as exc:
        log.warning("report failed: %r", exc)
        return jsonify({"error": "internal error"}), 500


@app.post("/report/<int:year>/refresh")
def refresh(year):
    cache.delete_memoized(cached_report, year, "EUR")
    return "", 204


def current_session():
    if not hasattr(g, "session"):
        g.session = upstream.open_session()
    return g.session


@app.teardown_appcontext
def close_current_session(exc):
    if hasattr(g, "session"):
        g.session.close()


@app.get("/session")
def session_view():
    return jsonify({"session": current_session().id})


@app.get("/session/crash")
def session_crash_view():
    current_session()
    return jsonify({}["nothing"])
