from flask import Flask, abort, request, url_for
from werkzeug.exceptions import HTTPException

app = Flask(__name__)

notes = {}


@app.errorhandler(HTTPException)
def error_as_json(error):
    return {"error": error.description}, error.code


def sent_fields():
    """The title and the body that the client sent, or a 400 that says what is wrong with them."""
    data = request.get_json()
    if not isinstance(data, dict):
        abort(400, "A note is a JSON object.")
    title, body = data.get("title"), data.get("body", "")
    if not isinstance(title, str) or not title:
        abort(400, "'title' has to be a text that is not empty.")
    if not isinstance(body, str):
        abort(400, "'body' has to be a text.")
    return {"title": title, "body": body}


def find(note_id):
    if note_id not in notes:
        abort(404, f"There is no note {note_id}.")
    return notes[note_id]


@app.post("/notes")
def create_note():
    fields = sent_fields()
    note_id = len(notes) + 1
    notes[note_id] = {"id": note_id, **fields}
    return notes[note_id], 201, {"Location": url_for("read_note", note_id=note_id)}


@app.get("/notes")
def list_notes():
    limit = request.args.get("limit", 20, type=int)
    offset = request.args.get("offset", 0, type=int)
    every = list(notes.values())
    return {"total": len(every), "notes": every[offset : offset + limit]}


@app.get("/notes/<int:note_id>")
def read_note(note_id):
    return find(note_id)


@app.put("/notes/<int:note_id>")
def replace_note(note_id):
    find(note_id)
    notes[note_id] = {"id": note_id, **sent_fields()}
    return notes[note_id]


@app.delete("/notes/<int:note_id>")
def delete_note(note_id):
    find(note_id)
    del notes[note_id]
    return "", 204
