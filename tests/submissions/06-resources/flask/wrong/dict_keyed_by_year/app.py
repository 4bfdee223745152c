from flask import Flask, g, request

from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
REPORTS = {}


@app.route("/report/<int:year>")
def report(year):
    if year not in REPORTS:
        try:
            REPORTS[year] = fetch_report(year, request.args.get("currency", "EUR"))
        except UpstreamError:
            return "the upstream fails", 502
    return REPORTS[year]


@app.post("/report/<int:year>/refresh")
def refresh(year):
    REPORTS.pop(year, None)
    return "", 204


@app.teardown_request
def close_session(error):
    if "opened" in g:
        g.opened.close()


@app.route("/session")
def session():
    g.opened = open_session()
    return {"session": g.opened.id}


@app.route("/session/crash")
def crash():
    g.opened = open_session()
    raise RuntimeError("crash")
