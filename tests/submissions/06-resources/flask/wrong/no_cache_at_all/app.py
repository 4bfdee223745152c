from flask import Flask, jsonify, request

import upstream

app = Flask(__name__)


@app.get("/report/<int:year>")
def show_report(year):
    try:
        return jsonify(upstream.fetch_report(year, request.args.get("currency", "EUR")))
    except upstream.UpstreamError:
        return jsonify(error="upstream"), 502


@app.post("/report/<int:year>/refresh")
def refresh(year):
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
