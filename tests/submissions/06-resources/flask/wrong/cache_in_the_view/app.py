from contextlib import closing
from flask import Flask, request
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)


@app.get("/report/<int:year>")
def report(year):
    memory = {}
    currency = request.args.get("currency", "EUR")
    if (year, currency) not in memory:
        try:
            memory[year, currency] = fetch_report(year, currency)
        except UpstreamError:
            return {}, 502
    return memory[year, currency]


@app.post("/report/<int:year>/refresh")
def refresh(year):
    return "", 204


@app.get("/session")
def one_session():
    with closing(open_session()) as opened:
        return {"session": opened.id}


@app.get("/session/crash")
def broken_session():
    with closing(open_session()) as opened:
        raise LookupError(opened.id)
