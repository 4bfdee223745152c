from flask import Blueprint, abort, jsonify, request, url_for
from werkzeug.exceptions import HTTPException

from db import get_db

bp = Blueprint("notes", __name__, url_prefix="/notes")


@bp.app_errorhandler(HTTPException)
def json_error(e):
    return jsonify(code=e.code, error=e.description), e.code


def payload():
    data = request.get_json()
    if type(data) is not dict:
        abort(400, description="title and body are expected in an object")
    title = data.get("title")
    body = data.get("body", "")
    if type(title) is not str or len(title) < 1:
        abort(400, description="title: must not be empty")
    if type(body) is not str:
        abort(400, description="body: must be text")
    return title, body


def load(note_id):
    row = get_db().execute("SELECT id, title, body FROM notes WHERE id = ?", (note_id,)).fetchone()
    if row is None:
        abort(404, description="note not found")
    return dict(row)


@bp.get("")
def index():
    limit = request.args.get("limit", default=25, type=int)
    offset = request.args.get("offset", default=0, type=int)
    db = get_db()
    total = db.execute("SELECT COUNT(*) FROM notes").fetchone()[0]
    rows = db.execute("SELECT id, title, body FROM notes ORDER BY id LIMIT ?, ?", (limit, offset))
    return jsonify(total=total, notes=[dict(r) for r in rows])


@bp.post("")
def create():
    title, body = payload()
    db = get_db()
    cur = db.execute("INSERT INTO notes (title, body) VALUES (?, ?)", (title, body))
    db.commit()
    note = load(cur.lastrowid)
    return jsonify(note), 201, {"Location": url_for("notes.show", note_id=note["id"])}


@bp.get("/<int:note_id>")
def show(note_id):
    return jsonify(load(note_id))


@bp.put("/<int:note_id>")
def update(note_id):
    load(note_id)
    title, body = payload()
    db = get_db()
    db.execute("UPDATE notes SET title = ?, body = ? WHERE id = ?", (title, body, note_id))
    db.commit()
    return jsonify(load(note_id))


@bp.delete("/<int:note_id>")
def destroy(note_id):
    load(note_id)
    db = get_db()
    db.execute("DELETE FROM notes WHERE id = ?", (note_id,))
    db.commit()
    return "", 204
