import itertools
from dataclasses import asdict, dataclass, field

from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, Field

app = FastAPI()
_next = itertools.count(1).__next__


@dataclass
class Note:
    title: str
    body: str
    id: int = field(default_factory=_next)


class NoteBody(BaseModel):
    title: str = Field(min_length=1)
    body: str = ""


notes: dict[int, Note] = {}


@app.post("/notes", status_code=201)
def create(data: NoteBody, response: Response):
    note = Note(data.title, data.body)
    notes[note.id] = note
    response.headers["Location"] = f"/notes/{note.id}"
    return asdict(note)


@app.get("/notes")
def index(limit: int = 100, offset: int = 0):
    values = [asdict(n) for n in list(notes.values())]
    return dict(total=len(values), notes=values[offset : offset + limit])


@app.get("/notes/{note_id}")
def show(note_id: int):
    if note_id not in notes:
        raise HTTPException(404)
    return asdict(notes[note_id])


@app.put("/notes/{note_id}")
def replace(note_id: int, data: NoteBody):
    if note_id not in notes:
        raise HTTPException(404)
    notes[note_id] = Note(data.title, data.body)
    return asdict(notes[note_id])


@app.delete("/notes/{note_id}", status_code=204)
def delete(note_id: int):
    if note_id not in notes:
        raise HTTPException(404)
    del notes[note_id]
