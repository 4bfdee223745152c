"""The view itself is cached, under its whole path; a filter keeps failures out; sessions with a with block."""

from contextlib import closing

from flask import Flask, request
from flask_caching import Cache

from upstream import UpstreamError, fetch_report, open_session

cache = Cache(config={"CACHE_TYPE": "flask_caching.backends.SimpleCache"})
app = Flask(__name__)
cache.init_app(app)


def whole_path():
    return request.full_path


def is_fine(answer):
    return not isinstance(answer, tuple)


@app.route("/report/<int:year>")
@cache.cached(timeout=600, key_prefix=whole_path, response_filter=is_fine)
def report(year):
    try:
        return fetch_report(year, **request.args.to_dict())
    except UpstreamError as error:
        return {"error": str(error)}, 502


@app.route("/report/<int:year>/refresh", methods=["POST"])
def refresh(year):
    cache.delete(f"/report/{year}?")
    return "", 204


@app.route("/session")
def session():
    with closing(open_session()) as opened:
        return {"session": opened.id}


@app.route("/session/crash")
def crash():
    with closing(open_session()):
        raise ValueError("something went wrong")
