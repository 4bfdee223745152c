import threading
import time

from flask import Flask, copy_current_request_context, request
from upstream import UnknownSymbol, fetch_quote

from . import store

app = Flask(__name__)


@app.before_request
def note_the_time():
    request.began = time.monotonic()


@app.get("/async")
def wait():
    threading.Event().wait(1)
    return {"message": "Async operation completed"}


@app.get("/quotes")
def quotes():
    symbols = request.args["symbols"].split(",")
    prices = dict.fromkeys(symbols)
    problems = []

    def start(symbol):
        @copy_current_request_context
        def ask():
            try:
                prices[symbol] = fetch_quote(symbol)
            except UnknownSymbol as problem:
                problems.append(f"{problem} is not known ({request.path})")

        thread = threading.Thread(target=ask)
        thread.start()
        return thread

    for thread in [start(symbol) for symbol in symbols]:
        thread.join()
    return ({"problems": problems}, 404) if problems else prices


@app.post("/hits")
def add():
    return {"hits": store.add()}, 201


@app.get("/hits")
def show():
    return {"hits": store.read()}
