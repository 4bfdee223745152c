import asyncio


import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

from flask import Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)
async def pause():
    await asyncio.sleep(1)
    return {"message": "Async operation completed"}


@app.route("/async")
def second():
    return pause()


@app.route("/quotes")
def prices():
    wanted = request.args["symbols"].split(",")
    with ThreadPoolExecutor(len(wanted)) as pool:
        tasks = {one: pool.submit(fetch_quote, one) for one in wanted}
    try:
        return {one: task.result() for one, task in tasks.items()}
    except UnknownSymbol as missing:
        return {"missing": str(missing)}, 404


COUNTER = tempfile.gettempdir() + "/counter.db"


def sql(statement):
    base = sqlite3.connect(COUNTER, timeout=15, isolation_level=None)
    base.execute("CREATE TABLE IF NOT EXISTS visits (at INTEGER PRIMARY KEY)")
    rows = base.execute(statement).fetchall()
    base.close()
    return rows


@app.route("/hits", methods=["GET", "POST"])
def visits():
    if request.method == "POST":
        sql("INSERT INTO visits DEFAULT VALUES")
        return "", 204
    return {"hits": sql("SELECT count(*) FROM visits")[0][0]}
