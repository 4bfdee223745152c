import os
import sqlite3
import tempfile

from flask import g

PATH = os.path.join(tempfile.gettempdir(), f"notes-{os.getpid()}.db")


def init_db():
    con = sqlite3.connect(PATH)
    con.execute(
        "CREATE TABLE IF NOT EXISTS notes ("
        "id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, body TEXT NOT NULL)"
    )
    con.commit()
    con.close()


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(PATH, timeout=15)
        g.db.row_factory = sqlite3.Row
    return g.db


def close_db(exc=None):
    db = g.pop("db", None)
    if db is not None:
        db.close()
