from itertools import count

from fastapi import FastAPI, HTTPException, Response
from pydantic import BaseModel, field_validator

app = FastAPI()


class NoteIn(BaseModel):
    title: str
    body: str = ""

    @field_validator("title")
    @classmethod
    def title_not_empty(cls, value):
        if value == "":
            return ValueError("title must not be empty")
        return value


class Notes:
    def __init__(self):
        self.by_id = {}
        self.ids = count(1)

    def __contains__(self, note_id):
        return note_id in self.by_id

    def save(self, note_id, note):
        self.by_id[note_id] = {"id": note_id, "title": note.title, "body": note.body}
        return self.by_id[note_id]


notes = Notes()


@app.post("/notes", status_code=201)
def post_note(note: NoteIn, response: Response):
    saved = notes.save(next(notes.ids), note)
    response.headers["Location"] = f"/notes/{saved['id']}"
    return saved


@app.get("/notes")
def get_notes(limit: int = 20, offset: int = 0):
    rows = list(notes.by_id.values())
    return {"total": len(rows), "notes": rows[offset : offset + limit]}


@app.get("/notes/{note_id}")
def get_note(note_id: int):
    if note_id in notes:
        return notes.by_id[note_id]
    raise HTTPException(404, "not found")


@app.put("/notes/{note_id}")
def put_note(note_id: int, note: NoteIn):
    if note_id in notes:
        return notes.save(note_id, note)
    raise HTTPException(404, "not found")


@app.delete("/notes/{note_id}", status_code=204)
def delete_note(note_id: int):
    if note_id not in notes:
        raise HTTPException(404, "not found")
    del notes.by_id[note_id]
