import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from flask import Blueprint, Flask, request
from upstream import UnknownSymbol, fetch_quote

app = Blueprint("service", __name__)
DATABASE = tempfile.gettempdir() + "/hits.db"


def create_app():
    service = Flask(__name__)
    service.register_blueprint(app)
    return service


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
