import json
import uuid

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

app = FastAPI()
notes = {}


class Problem(JSONResponse):
    media_type = "application/problem+json"


@app.exception_handler(HTTPException)
async def problem(request, error):
    return Problem(
        {"title": "Something is wrong", "status": error.status_code, "detail": str(error.detail)},
        error.status_code,
    )


async def sent(request):
    try:
        value = await request.json()
    except json.JSONDecodeError as error:
        raise HTTPException(400, f"not JSON: {error}") from error
    title, body = value.get("title", ""), value.get("body", "")
    if not (isinstance(title, str) and title):
        raise HTTPException(400, "a note needs a title")
    if not isinstance(body, str):
        raise HTTPException(400, "the body of a note is text")
    return {"title": title, "body": body}


async def on_notes(request: Request):
    if request.method == "POST":
        note = {"id": uuid.uuid4().hex[:12], **await sent(request)}
        notes[note["id"]] = note
        return JSONResponse(note, 201, headers={"Location": str(request.url.replace(path=f"/notes/{note['id']}"))})
    query = request.query_params
    begin, size = int(query.get("offset", 0)), int(query.get("limit", 20))
    return {"total": len(notes), "notes": [*notes.values()][begin : begin + size]}


async def on_note(request: Request, key: str):
    if key not in notes:
        raise HTTPException(404)
    if request.method == "DELETE":
        del notes[key]
        return Response(status_code=204)
    if request.method == "PUT":
        notes[key] = {"id": key, **await sent(request)}
    return notes[key]


app.add_api_route("/notes", on_notes, methods=["GET", "POST"])
app.add_api_route("/notes/{key}", on_note, methods=["GET", "PUT", "DELETE"])
