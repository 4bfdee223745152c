import sqlite3
from pathlib import Path
from typing import Annotated

from fastapi import Body, Depends, FastAPI, HTTPException, Response

FILE = Path(__file__).parent / "notes.db"

with sqlite3.connect(FILE) as start:
    start.execute("CREATE TABLE IF NOT EXISTS notes (id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT, body TEXT)")
start.close()


def connection():
    db = sqlite3.connect(FILE, check_same_thread=False)
    db.row_factory = sqlite3.Row
    try:
        with db:
            yield db
    finally:
        db.close()


# The commit has to be done before the client has its answer.
Db = Annotated[sqlite3.Connection, Depends(connection, scope="function")]
Title = Annotated[str, Body(min_length=1)]
Text = Annotated[str, Body()]

app = FastAPI()


def row_of(db, note_id):
    row = db.execute("SELECT * FROM notes WHERE id = ?", [note_id]).fetchone()
    if row is None:
        raise HTTPException(404)
    return dict(row)


@app.post("/notes", status_code=201)
def post_note(title: Title, body: Text, db: Db, response: Response):
    note_id = db.execute("INSERT INTO notes (title, body) VALUES (?, ?)", [title, body]).lastrowid
    response.headers["Location"] = f"/notes/{note_id}"
    return row_of(db, note_id)


@app.get("/notes")
def get_notes(db: Db, limit: int = 20, offset: int = 0):
    (total,) = db.execute("SELECT COUNT(*) FROM notes").fetchone()
    rows = db.execute("SELECT * FROM notes ORDER BY id LIMIT ? OFFSET ?", [limit, offset]).fetchall()
    return {"total": total, "notes": [dict(row) for row in rows]}


@app.get("/notes/{note_id}")
def get_note(note_id: int, db: Db):
    return row_of(db, note_id)


@app.put("/notes/{note_id}")
def put_note(note_id: int, title: Title, body: Text, db: Db):
    db.execute("UPDATE notes SET title = ?, body = ? WHERE id = ?", [title, body, note_id])
    return row_of(db, note_id)


@app.delete("/notes/{note_id}", status_code=204)
def delete_note(note_id: int, db: Db):
    row_of(db, note_id)
    db.execute("DELETE FROM notes WHERE id = ?", [note_id])
