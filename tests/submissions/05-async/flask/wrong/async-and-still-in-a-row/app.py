import asyncio
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
async def quotes():
    names = request.args["symbols"].split(",")
    try:
        return {name: await asyncio.to_thread(fetch_quote, name) for name in names}
    except UnknownSymbol as symbol:
        return {"unknown": str(symbol)}, 404


def run(statement):
    with closing(sqlite3.connect(DATABASE, timeout=20, isolation_level=None)) as database:
        database.execute("CREATE TABLE IF NOT EXISTS hits (id INTEGER PRIMARY KEY)")
        return database.execute(statement).fetchone()


@app.post("/hits")
def add():
    run("INSERT INTO hits DEFAULT VALUES")
    return {}, 201


@app.get("/hits")
def show():
    return {"hits": run("SELECT count(*) FROM hits")[0]}
