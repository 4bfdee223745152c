from contextlib import closing


from flask import Flask, g, request
from flask_caching import Cache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)
def name_of(year, currency):
    return f"report-{year}-{currency}"


@app.get("/report/<int:year>")
def report(year):
    currency = request.args.get("currency", "EUR")
    found = cache.get(name_of(year, currency))
    if found is None:
        try:
            found = fetch_report(year, currency)
        except UpstreamError:
            return {"sorry": year}, 502
        cache.set(name_of(year, currency), found, timeout=600)
    return found


@app.post("/report/<int:year>/refresh")
def refresh(year):
    old = cache.get(name_of(year, "EUR"))
    cache.set(name_of(year, "EUR"), old, timeout=0)
    return "", 204


@app.get("/session")
def one_session():
    with closing(open_session()) as opened:
        return {"session": opened.id}


@app.get("/session/crash")
def broken_session():
    with closing(open_session()) as opened:
        raise LookupError(opened.id)
