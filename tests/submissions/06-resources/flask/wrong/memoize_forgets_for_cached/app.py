from flask import Flask, abort, jsonify, request
from flask_caching import Cache

import upstream

app = Flask(__name__)
cache = Cache(app, config={"CACHE_TYPE": "SimpleCache", "CACHE_DEFAULT_TIMEOUT": 90})


def name_of_entry():
    return request.path + ":" + request.args.get("currency", "")


@cache.cached(key_prefix=name_of_entry)
def numbers(year, currency):
    return upstream.fetch_report(year, currency)


@app.get("/report/<int:year>")
def show_report(year):
    chosen = request.args.get("currency", "EUR")
    return jsonify(numbers(year, chosen))


@app.errorhandler(upstream.UpstreamError)
def upstream_failed(error):
    return jsonify(error=str(error)), 502


@app.post("/report/<int:year>/refresh")
def forget_report(year):
    cache.delete_memoized(numbers, year, "EUR")
    return "", 204


@app.get("/session")
def show_session():
    opened = upstream.open_session()
    try:
        return jsonify(session=opened.id)
    finally:
        opened.close()


@app.get("/session/crash")
def crash():
    opened = upstream.open_session()
    try:
        return jsonify(session=opened.no_such_attribute)
    finally:
        opened.close()
