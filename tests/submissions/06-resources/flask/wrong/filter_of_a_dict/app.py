from contextlib import closing


from flask import Flask, g, request
from flask_caching import Cache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)
@app.get("/report/<int:year>")
@cache.cached(query_string=True, response_filter=lambda answer: answer.status_code == 200)
def report(year):
    try:
        return fetch_report(year, request.args.get("currency", "EUR"))
    except UpstreamError:
        return {}, 502


@app.post("/report/<int:year>/refresh")
def refresh(year):
    cache.clear()
    return "", 204


@app.get("/session")
def one_session():
    with closing(open_session()) as opened:
        return {"session": opened.id}


@app.get("/session/crash")
def broken_session():
    with closing(open_session()) as opened:
        raise LookupError(opened.id)
