

import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)


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
base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
base.execute("CREATE TABLE visits (number INTEGER)")
base.execute("INSERT INTO visits VALUES (0)")


@app.post("/hits")
def count():
    base.execute("UPDATE visits SET number = number + 1")
    return "", 204


@app.get("/hits")
def show():
    return {"hits": base.execute("SELECT number FROM visits").fetchone()[0]}
