import sqlite3
from pathlib import Path

from flask import Flask, abort, g, request, url_for
from werkzeug.exceptions import HTTPException

DATABASE = Path(__file__).with_name("notes.db")

app = Flask(__name__)


def get_db():
    if "db" not in g:
        g.db = sqlite3.connect(DATABASE)
        g.db.row_factory = sqlite3.Row
    return g.db


@app.teardown_appcontext
def close_db(_error):
    db = g.pop("db", None)
    if db is not None:
        db.close()


with app.app_context():
    get_db().execute(
        "CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, title TEXT NOT NULL, body TEXT NOT NULL)"
    )


@app.errorhandler(HTTPException)
def as_json(error):
    return {"error": error.name, "why": error.description}, error.code


def fields():
    data = request.get_json()
    if not isinstance(data.get("title"), str) or not data["title"].strip():
        abort(400, description="The title is missing or empty.")
    if not isinstance(data.get("body", ""), str):
        abort(400, description="The body is not a string.")
    return data["title"], data.get("body", "")


@app.route("/notes", methods=["POST"])
def create():
    db = get_db()
    done = db.execute("INSERT INTO note (title, body) VALUES (?, ?)", fields())
    db.commit()
    return load(done.lastrowid), 201, {"Location": url_for("show", note_id=done.lastrowid)}


@app.route("/notes", methods=["GET"])
def index():
    db = get_db()
    total = db.execute("SELECT COUNT(*) FROM note").fetchone()[0]
    window = (request.args.get("limit", 25, type=int), request.args.get("offset", 0, type=int))
    rows = db.execute("SELECT id, title, body FROM note ORDER BY id LIMIT ? OFFSET ?", window)
    return {"total": total, "notes": [dict(row) for row in rows]}


def load(note_id):
    row = get_db().execute("SELECT id, title, body FROM note WHERE id = ?", (note_id,)).fetchone()
    if row is None:
        abort(404)
    return dict(row)


@app.route("/notes/<int:note_id>")
def show(note_id):
    return load(note_id)


@app.route("/notes/<int:note_id>", methods=["PUT"])
def update(note_id):
    load(note_id)
    db = get_db()
    db.execute("UPDATE note SET title = ?, body = ? WHERE id = ?", (*fields(), note_id))
    db.commit()
    return load(note_id)


@app.route("/notes/<int:note_id>", methods=["DELETE"])
def delete(note_id):
    db = get_db()
    done = db.execute("DELETE FROM note WHERE id = ?", (note_id,))
    db.commit()
    if done.rowcount == 0:
        abort(404)
    return "", 204
