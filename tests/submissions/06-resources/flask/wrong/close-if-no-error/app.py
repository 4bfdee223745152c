from flask import Flask, g, jsonify, request
from flask_caching import Cache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)


@app.errorhandler(UpstreamError)
def bad_gateway(error):
    return jsonify(message="upstream error"), 502


def make_key():
    return f"{request.path}?{request.args.get('currency', 'EUR')}"


@app.route("/report/<int:year>")
@cache.cached(timeout=300, make_cache_key=lambda *a, **k: make_key())
def report(year):
    return fetch_report(year, request.args.get("currency", "EUR"))


@app.route("/report/<int:year>/refresh", methods=["POST"])
def refresh(year):
    cache.delete(f"/report/{year}?EUR")
    return "", 204


@app.teardown_appcontext
def close_session(error):
    session = g.pop("session", None)
    if session is not None and error is None:
        session.close()


@app.route("/session")
def show():
    g.session = open_session()
    return {"session": g.session.id}


@app.route("/session/crash")
def crash():
    g.session = open_session()
    raise RuntimeError("crash")
