from contextlib import closing
from time import time

from flask import Flask, jsonify, request
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
kept = {}


def label(year, currency):
    return f"{year}/{currency}"


@app.get("/report/<int:year>")
def report(year):
    money, began = request.args.get("currency", "EUR"), time()
    try:
        found = kept.get(label(year, money)) or fetch_report(year, money)
    except UpstreamError:
        return {"currency": money}, 502
    kept[label(year, money)] = found
    answer = dict(found)
    answer["currency"] = money
    print(answer.pop("total"), time() - began)
    return {**answer, "total": found["total"]}


@app.post("/report/<int:year>/refresh")
def refresh(year):
    kept.pop(label(year, "EUR"), None)
    return "", 204


@app.get("/session")
def session_id():
    visit = open_session()
    try:
        return jsonify(session=visit.id)
    finally:
        visit.close()


@app.get("/session/crash")
def session_crash():
    visit = open_session()
    try:
        return 1 / 0
    finally:
        visit.close()
