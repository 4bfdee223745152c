import os
import sqlite3
import tempfile
from contextlib import contextmanager

PATH = os.path.join(tempfile.mkdtemp(), "notes.db")


@contextmanager
def connect():
    connection = sqlite3.connect(PATH, timeout=30)
    connection.row_factory = sqlite3.Row
    try:
        with connection:
            yield connection
    finally:
        connection.close()


def init_db():
    with connect() as con:
        con.execute(
            "CREATE TABLE notes (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, body TEXT NOT NULL)"
        )


def insert(title, body):
    with connect() as con:
        new_id = con.execute("SELECT COALESCE(MAX(id), 0) + 1 FROM notes").fetchone()[0]
        con.execute("INSERT INTO notes (id, title, body) VALUES (?, ?, ?)", (new_id, title, body))
    return new_id
