"""05-async in Flask: one right answer."""

import asyncio
import sqlite3
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

from flask import Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)

# Every worker opens the same file, and SQLite lets one of them write at a time.
DATABASE = Path(tempfile.gettempdir()) / "hits.sqlite3"


def connect():
    return closing(sqlite3.connect(DATABASE, isolation_level=None, timeout=20))


with connect() as database:
    database.execute("CREATE TABLE IF NOT EXISTS counter (id INTEGER PRIMARY KEY, hits INTEGER)")
    database.execute("INSERT OR IGNORE INTO counter VALUES (1, 0)")


@app.get("/async")
async def wait():
    await asyncio.sleep(1)
    return {"message": "Async operation completed"}


@app.get("/quotes")
def quotes():
    symbols = request.args["symbols"].split(",")
    try:
        # A thread for each symbol: while one waits for the service, the others ask it too.
        with ThreadPoolExecutor(max_workers=len(symbols)) as threads:
            prices = list(threads.map(fetch_quote, symbols))
    except UnknownSymbol as symbol:
        return {"error": f"unknown symbol: {symbol}"}, 404
    return dict(zip(symbols, prices, strict=True))


@app.post("/hits")
def add_hit():
    with connect() as database:
        # One statement reads and writes: no other worker can come between.
        database.execute("UPDATE counter SET hits = hits + 1")
    return "", 204


@app.get("/hits")
def show_hits():
    with connect() as database:
        (hits,) = database.execute("SELECT hits FROM counter").fetchone()
    return {"hits": hits}
