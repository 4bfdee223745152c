from flask import Flask, g, jsonify, request

from ttl_cache import TTLCache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
reports = TTLCache(seconds=600)


@app.get("/report/<int:year>")
def show_report(year):
    currency = request.args.get("currency", "EUR")
    found = reports.get((year, currency))
    if found is None:
        try:
            found = fetch_report(year, currency)
        except UpstreamError as error:
            return jsonify({"error": str(error)}), 502
        reports.put((year, currency), found)
    return jsonify(found)


@app.post("/report/<int:year>/refresh")
def refresh_report(year):
    reports.drop((year, "EUR"))
    return "", 204


@app.before_request
def no_session_yet():
    g.session = None


@app.teardown_request
def end_session(exc):
    if g.get("session"):
        g.session.close()


@app.get("/session")
def show_session():
    g.session = open_session()
    return jsonify({"session": g.session.id})


@app.get("/session/crash")
def crash_session():
    g.session = open_session()
    return jsonify({"session": g.session.id / 0})
