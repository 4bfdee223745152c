from itertools import count

from fastapi import FastAPI, HTTPException, Query, Response
from pydantic import BaseModel, Field

app = FastAPI()


class NoteIn(BaseModel):
    title: str = Field(min_length=1)
    body: str = ""


class Note(NoteIn):
    id: int


class NotePage(BaseModel):
    total: int
    notes: list[Note]


notes: dict[int, Note] = {}
ids = count(1)


def note_or_404(note_id: int) -> Note:
    if note_id not in notes:
        raise HTTPException(404, f"There is no note {note_id}.")
    return notes[note_id]


@app.post("/notes", status_code=201)
def create_note(sent: NoteIn, response: Response) -> Note:
    note = Note(id=next(ids), title=sent.title, body=sent.body)
    notes[note.id] = note
    response.headers["Location"] = app.url_path_for("read_note", note_id=note.id)
    return note


@app.get("/notes")
def list_notes(limit: int = Query(20, ge=1, le=100), offset: int = Query(0, ge=0)) -> NotePage:
    every = list(notes.values())
    return NotePage(total=len(every), notes=every[offset : offset + limit])


@app.get("/notes/{note_id}")
def read_note(note_id: str) -> Note:
    return note_or_404(note_id)


@app.put("/notes/{note_id}")
def replace_note(note_id: int, sent: NoteIn) -> Note:
    note_or_404(note_id)
    notes[note_id] = Note(id=note_id, title=sent.title, body=sent.body)
    return notes[note_id]


@app.delete("/notes/{note_id}", status_code=204)
def delete_note(note_id: int) -> None:
    note_or_404(note_id)
    del notes[note_id]
