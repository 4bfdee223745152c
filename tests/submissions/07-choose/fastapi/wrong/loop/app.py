import json
import uuid

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

app = FastAPI()
shelf = []


async def sent_note(request: Request):
    try:
        data = await request.json()
    except json.JSONDecodeError:
        raise HTTPException(400, "this is not JSON")
    if not isinstance(data.get("title"), str) or not data["title"]:
        raise HTTPException(400, "title is missing")
    if not isinstance(data.get("body"), str):
        raise HTTPException(400, "body is not a text")
    return {"title": data["title"], "body": data["body"]}


def position(key):
    for number, note in enumerate(shelf):
        if note["id"] == key:
            return number
        raise HTTPException(404, "nothing there")


@app.post("/notes")
async def create(request: Request):
    note = {"id": str(uuid.uuid4()), **await sent_note(request)}
    shelf.append(note)
    return JSONResponse(note, status_code=201, headers={"Location": f"/notes/{note['id']}"})


@app.get("/notes")
async def index(request: Request):
    limit = int(request.query_params.get("limit", 20))
    offset = int(request.query_params.get("offset", 0))
    return {"total": len(shelf), "notes": shelf[offset : offset + limit]}


@app.get("/notes/{key}")
async def one(key: str):
    return shelf[position(key)]


@app.put("/notes/{key}")
async def replace(key: str, request: Request):
    number = position(key)
    shelf[number] = {"id": key, **await sent_note(request)}
    return shelf[number]


@app.delete("/notes/{key}", status_code=204)
async def delete(key: str):
    del shelf[position(key)]
