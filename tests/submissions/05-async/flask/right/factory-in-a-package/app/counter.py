import sqlite3
import tempfile
from pathlib import Path

PATH = Path(tempfile.gettempdir()) / "counter.db"


def connect():
    return sqlite3.connect(PATH, timeout=20)


def prepare():
    with connect() as db:
        db.execute("CREATE TABLE IF NOT EXISTS hit (id INTEGER PRIMARY KEY AUTOINCREMENT)")


def add():
    with connect() as db:
        db.execute("INSERT INTO hit DEFAULT VALUES")


def total():
    with connect() as db:
        return db.execute("SELECT COUNT(*) FROM hit").fetchone()[0]
