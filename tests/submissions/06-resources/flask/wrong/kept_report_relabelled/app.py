from flask import Flask, g, request
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
shelf = {}


def from_shelf(year):
    if year not in shelf:
        shelf[year] = fetch_report(year)
    return shelf[year]


@app.get("/report/<int:year>")
def report(year):
    try:
        found = from_shelf(year)
    except UpstreamError as error:
        return {"error": str(error)}, 502
    found["currency"] = request.args.get("currency", "EUR")
    return found


@app.post("/report/<int:year>/refresh")
def forget(year):
    shelf.pop(year, None)
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
