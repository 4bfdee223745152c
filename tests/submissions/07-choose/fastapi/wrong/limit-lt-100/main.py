from itertools import count
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Response
from pydantic import BaseModel, Field

app = FastAPI()
ids = count(1)
notes = {}


class NoteIn(BaseModel):
    title: Annotated[str, Field(min_length=1)]
    body: str = ""


class Paging(BaseModel):
    limit: int = Field(20, ge=1, lt=100)
    offset: int = Field(0, ge=0)


def must_exist(note_id):
    if note_id not in notes:
        raise HTTPException(404, "unknown note")


@app.get("/notes")
def list_notes(paging: Annotated[Paging, Query()]):
    rows = list(notes.values())
    return {
        "total": len(rows),
        "notes": rows[paging.offset : paging.offset + paging.limit],
    }


@app.post("/notes", status_code=201)
def create_note(note: NoteIn, response: Response):
    note_id = next(ids)
    notes[note_id] = {"id": note_id, "title": note.title, "body": note.body}
    response.headers["location"] = "/notes/" + str(note_id)
    return notes[note_id]


@app.get("/notes/{note_id}")
def read_note(note_id: int):
    must_exist(note_id)
    return notes[note_id]


@app.put("/notes/{note_id}")
def replace_note(note_id: int, note: NoteIn):
    must_exist(note_id)
    notes[note_id] = {"id": note_id, "title": note.title, "body": note.body}
    return notes[note_id]


@app.delete("/notes/{note_id}", status_code=204)
def delete_note(note_id: int):
    must_exist(note_id)
    del notes[note_id]
