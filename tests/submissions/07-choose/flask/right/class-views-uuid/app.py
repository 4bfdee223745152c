import json
import uuid

from flask import Flask, Response, request
from flask.views import MethodView
from werkzeug.exceptions import HTTPException

app = Flask(__name__)
shelf = []


@app.errorhandler(HTTPException)
def problem(e):
    answer = e.get_response()
    answer.data = json.dumps({"type": "about:blank", "title": e.name, "status": e.code, "detail": e.description})
    answer.content_type = "application/problem+json"
    return answer


class Invalid(Exception):
    def __init__(self, field):
        self.field = field


@app.errorhandler(Invalid)
def invalid(e):
    detail = json.dumps({"title": "Invalid note", "status": 422, "detail": f"bad value for {e.field}"})
    return Response(detail, 422, content_type="application/problem+json")


def note_from_request(note_id):
    sent = request.get_json()
    if not sent.get("title"):
        raise Invalid("title")
    if not isinstance(sent.get("body", ""), str):
        raise Invalid("body")
    return {"id": note_id, "title": sent["title"], "body": sent.get("body", "")}


def position(note_id):
    for number, note in enumerate(shelf):
        if note["id"] == note_id:
            return number
    from flask import abort

    abort(404)


class Notes(MethodView):
    def get(self):
        first = request.args.get("offset", default=0, type=int)
        many = request.args.get("limit", default=100, type=int)
        return {"total": len(shelf), "notes": shelf[first : first + many]}

    def post(self):
        note = note_from_request(str(uuid.uuid4()))
        shelf.append(note)
        answer = app.make_response(note)
        answer.status_code = 201
        answer.headers["Location"] = f"/notes/{note['id']}"
        return answer


class Note(MethodView):
    def get(self, note_id):
        return shelf[position(note_id)]

    def put(self, note_id):
        number = position(note_id)
        shelf[number] = note_from_request(note_id)
        return shelf[number], 200

    def delete(self, note_id):
        shelf.pop(position(note_id))
        return Response(status=204)


app.add_url_rule("/notes", view_func=Notes.as_view("notes"))
app.add_url_rule("/notes/<note_id>", view_func=Note.as_view("note"))
