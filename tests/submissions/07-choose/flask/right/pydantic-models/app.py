from itertools import count
from uuid import uuid4

from flask import Flask, request
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from werkzeug.exceptions import HTTPException, NotFound


class Draft(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    title: str = Field(min_length=1, max_length=500)
    body: str


class Note(Draft):
    id: str


app = Flask(__name__)
app.json.sort_keys = False
notes: dict[str, Note] = {}
order = count()


@app.errorhandler(ValidationError)
def not_valid(error):
    return {"errors": error.errors(include_url=False)}, 422


@app.errorhandler(HTTPException)
def http_error(error):
    return {"code": error.code, "name": error.name}, error.code


def get_or_404(note_id) -> Note:
    try:
        return notes[note_id]
    except KeyError:
        raise NotFound from None


@app.post("/notes")
def create_note():
    note = Note(id=uuid4().hex, **Draft.model_validate(request.get_json()).model_dump())
    notes[note.id] = note
    return note.model_dump(), 201, {"Location": f"/notes/{note.id}"}


@app.get("/notes")
def list_notes():
    args = request.args
    offset, limit = int(args.get("offset") or 0), int(args.get("limit") or 20)
    page = [*notes.values()][offset:][:limit]
    return {"total": len(notes), "notes": [note.model_dump() for note in page]}


@app.get("/notes/<string:note_id>")
def read_note(note_id):
    return get_or_404(note_id).model_dump()


@app.put("/notes/<string:note_id>")
def replace_note(note_id):
    get_or_404(note_id)
    draft = Draft.model_validate(request.get_json())
    notes[note_id] = Note(id=note_id, title=draft.title, body=draft.body)
    return notes[note_id].model_dump()


@app.delete("/notes/<string:note_id>")
def delete_note(note_id):
    get_or_404(note_id)
    notes.pop(note_id)
    return {}, 204
