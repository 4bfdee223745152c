from contextlib import closing


from flask import Flask, g, request
from flask_caching import Cache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)
@app.get("/report/<int:year>")
def report(year):
    currency = request.args.get("currency", "EUR")
    found = cache.get(f"report:{year}:{currency}")
    if not found:
        try:
            found = fetch_report(year, currency)
        except UpstreamError:
            return {}, 502
    return found


@app.post("/report/<int:year>/refresh")
def refresh(year):
    cache.delete(f"report:{year}:EUR")
    return "", 204


@app.get("/session")
def one_session():
    with closing(open_session()) as opened:
        return {"session": opened.id}


@app.get("/session/crash")
def broken_session():
    with closing(open_session()) as opened:
        raise LookupError(opened.id)
