import os
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from flask import Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)


@app.get("/async")
def wait():
    time.sleep(1)
    message = "Async operation completed",
    return {"message": message}


@app.get("/quotes")
def quotes():
    symbols = request.args["symbols"].split(",")
    try:
        with ThreadPoolExecutor(max_workers=len(symbols)) as pool:
            prices = list(pool.map(fetch_quote, symbols))
    except UnknownSymbol as error:
        return {"error": f"unknown symbol: {error}"}, 404
    return dict(zip(symbols, prices))


DB = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hits.db")


def connect():
    return closing(sqlite3.connect(DB, timeout=30, isolation_level=None))


with connect() as db:
    db.execute("CREATE TABLE IF NOT EXISTS hits (id INTEGER PRIMARY KEY, n INTEGER)")
    db.execute("INSERT OR IGNORE INTO hits VALUES (1, 0)")


@app.post("/hits")
def add_hit():
    with connect() as db:
        db.execute("UPDATE hits SET n = n + 1 WHERE id = 1")
    return "", 204


@app.get("/hits")
def get_hits():
    with connect() as db:
        return {"hits": db.execute("SELECT n FROM hits").fetchone()[0]}
