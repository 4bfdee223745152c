"""No library: a dict of the module is the cache; an error handler makes the 502; try/finally."""

from flask import Flask, request

from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
REPORTS: dict[int, dict[str, dict]] = {}


@app.errorhandler(UpstreamError)
def bad_gateway(error):
    return f"Bad gateway: {error}", 502, {"Content-Type": "text/plain"}


@app.route("/report/<int:year>")
def report(year):
    of_year = REPORTS.setdefault(year, {})
    currency = request.args.get("currency", "")
    if currency not in of_year:
        of_year[currency] = fetch_report(year, currency) if currency else fetch_report(year)
    return of_year[currency]


@app.route("/report/<int:year>/refresh", methods=["POST"])
def refresh(year):
    REPORTS.pop(year, None)
    return "", 204


@app.route("/session")
def session():
    s = open_session()
    try:
        return {"session": s.id}
    finally:
        s.close()


@app.route("/session/crash")
def crash():
    s = open_session()
    try:
        raise KeyError("nothing here")
    finally:
        s.close()
