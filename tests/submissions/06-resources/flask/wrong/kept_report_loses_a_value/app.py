from flask import Flask, g, request
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
kept = {}


@app.get("/report/<int:year>")
def show(year):
    currency = request.args.get("currency", "EUR")
    try:
        if (year, currency) not in kept:
            kept[year, currency] = fetch_report(year, currency)
    except UpstreamError:
        return "the upstream failed", 502
    report = kept[year, currency]
    total = report.pop("total")
    return {"total": total, **report}


@app.post("/report/<int:year>/refresh")
def forget(year):
    kept.pop((year, "EUR"), None)
    return "", 204


@app.teardown_appcontext
def end_session(error):
    opened = g.pop("opened", None)
    if opened:
        opened.close()


@app.route("/session")
def show_session():
    g.opened = open_session()
    return {"session": g.opened.id}


@app.route("/session/crash")
def crash():
    g.opened = open_session()
    raise ValueError("on purpose")
