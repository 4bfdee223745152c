from flask_caching import Cache


import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)
cache = Cache(app, config={"CACHE_TYPE": "SimpleCache"})


@app.route("/async")
def second():
    time.sleep(1)
    return {"message": "Async operation completed"}


@app.route("/quotes")
def prices():
    wanted = request.args["symbols"].split(",")
    with ThreadPoolExecutor(len(wanted)) as pool:
        tasks = {one: pool.submit(fetch_quote, one) for one in wanted}
    try:
        return {one: task.result() for one, task in tasks.items()}
    except UnknownSymbol as missing:
        return {"missing": str(missing)}, 404
@app.post("/hits")
def count():
    cache.set("hits", (cache.get("hits") or 0) + 1, timeout=0)
    return "", 204


@app.get("/hits")
def show():
    return {"hits": cache.get("hits") or 0}
