from flask import session
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


app.secret_key = "not much of a secret"


@app.post("/hits")
def add():
    session["hits"] = session.get("hits", 0) + 1
    return {}


@app.get("/hits")
def show():
    return {"hits": session.get("hits", 0)}
