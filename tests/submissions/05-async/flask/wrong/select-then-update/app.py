import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from flask import Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Flask(__name__)
DATABASE = tempfile.gettempdir() + "/hits.db"


@app.get("/async")
def wait():
    time.sleep(1)
    return {"message": "Async operation completed"}


@app.get("/quotes")
def quotes():
    names = request.args["symbols"].split(",")
    try:
        with ThreadPoolExecutor(len(names)) as threads:
            return dict(zip(names, threads.map(fetch_quote, names)))
    except UnknownSymbol as symbol:
        return {"unknown": str(symbol)}, 404


def database():
    connection = sqlite3.connect(DATABASE, timeout=20, isolation_level=None)
    connection.execute("CREATE TABLE IF NOT EXISTS hits (id INTEGER PRIMARY KEY, number INTEGER)")
    connection.execute("INSERT OR IGNORE INTO hits VALUES (1, 0)")
    return connection


@app.post("/hits")
def add():
    with closing(database()) as opened:
        (number,) = opened.execute("SELECT number FROM hits").fetchone()
        opened.execute("UPDATE hits SET number = ?", (number + 1,))
    return {}


@app.get("/hits")
def show():
    with closing(database()) as opened:
        return {"hits": opened.execute("SELECT number FROM hits").fetchone()[0]}
