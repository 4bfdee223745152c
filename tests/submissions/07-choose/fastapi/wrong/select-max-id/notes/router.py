from fastapi import APIRouter, HTTPException, Query, Response
from fastapi.responses import JSONResponse

from notes.database import connect, insert
from notes.models import NoteCreate

router = APIRouter(prefix="/notes")


def fetch(note_id: int):
    with connect() as con:
        row = con.execute("SELECT * FROM notes WHERE id = ?", (note_id,)).fetchone()
    return dict(row) if row else None


@router.post("")
def create(note: NoteCreate):
    note_id = insert(note.title, note.body)
    return JSONResponse(
        {"id": note_id, "title": note.title, "body": note.body},
        status_code=201,
        headers={"Location": f"/notes/{note_id}"},
    )


@router.get("")
def index(limit: int = Query(20, ge=1, le=100), offset: int = Query(0, ge=0)):
    with connect() as con:
        total = con.execute("SELECT COUNT(*) FROM notes").fetchone()[0]
        rows = con.execute("SELECT * FROM notes ORDER BY id LIMIT ? OFFSET ?", (limit, offset)).fetchall()
    return {"total": total, "notes": [dict(row) for row in rows]}


@router.get("/{note_id}")
def show(note_id: int):
    note = fetch(note_id)
    if note is None:
        raise HTTPException(404, "no such note")
    return note


@router.put("/{note_id}")
def replace(note_id: int, note: NoteCreate):
    if fetch(note_id) is None:
        raise HTTPException(404, "no such note")
    with connect() as con:
        con.execute("UPDATE notes SET title = ?, body = ? WHERE id = ?", (note.title, note.body, note_id))
    return fetch(note_id)


@router.delete("/{note_id}", status_code=204)
def destroy(note_id: int):
    with connect() as con:
        deleted = con.execute("DELETE FROM notes WHERE id = ?", (note_id,)).rowcount
    if not deleted:
        raise HTTPException(404, "no such note")
