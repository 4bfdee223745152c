from contextlib import closing
from flask import Blueprint


from flask import Flask, g, request
from flask_caching import Cache
from upstream import UpstreamError, fetch_report, open_session

app = Flask(__name__)
app.config["CACHE_TYPE"] = "SimpleCache"
cache = Cache(app)


@cache.memoize()
def kept_report(year, currency):
    return fetch_report(year, currency)
books = Blueprint("books", __name__, url_prefix="/report")


@books.get("/<int:year>")
def report(year):
    try:
        return kept_report(year, request.args.get("currency", "EUR"))
    except UpstreamError:
        return {}, 502


@books.post("/<year>/refresh")
def refresh(year):
    cache.delete_memoized(kept_report, year, "EUR")
    return "", 204


app.register_blueprint(books)


@app.get("/session")
def one_session():
    with closing(open_session()) as opened:
        return {"session": opened.id}


@app.get("/session/crash")
def broken_session():
    with closing(open_session()) as opened:
        raise LookupError(opened.id)
