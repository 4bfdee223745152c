from flask import Flask, g, jsonify, request
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)


def get_cache():
    if "cache" not in g:
        g.cache = {}
    return g.cache


@app.route("/report/<int:year>")
def report(year):
    currency = request.args.get("currency", "EUR")
    cache = get_cache()
    key = (year, currency)
    if key not in cache:
        try:
            cache[key] = fetch_report(year, currency)
        except UpstreamError as e:
            return jsonify(error=str(e)), 502
    return jsonify(cache[key])


@app.route("/report/<int:year>/refresh", methods=["POST"])
def refresh(year):
    get_cache().pop((year, "EUR"), None)
    return "", 204


@app.route("/session")
def session():
    s = open_session()
    try:
        return jsonify(session=s.id)
    finally:
        s.close()


@app.route("/session/crash")
def crash():
    s = open_session()
    try:
        raise RuntimeError("crash")
    finally:
        s.close()
