import asyncio
from contextlib import asynccontextmanager

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel, field_validator


class Draft(BaseModel):
    title: str
    body: str = ""

    @field_validator("title")
    @classmethod
    def something(cls, value):
        if not value:
            raise ValueError("may not be empty")
        return value


@asynccontextmanager
async def lifespan(app):
    app.state.notes = []
    app.state.last = 0
    app.state.lock = asyncio.Lock()
    yield


app = FastAPI(lifespan=lifespan, docs_url="/help")


def not_found():
    return JSONResponse({"error": "no such note"}, status_code=404)


@app.post("/notes")
async def add(draft: Draft, request: Request):
    state = request.app.state
    async with state.lock:
        state.last += 1
        note = {"id": state.last, "title": draft.title, "body": draft.body}
        await asyncio.sleep(0)
        state.notes.append(note)
    return JSONResponse(note, 201, {"Location": f"/notes/{note['id']}"})


@app.get("/notes")
async def some(request: Request, offset: int = 0, limit: int | None = None):
    notes = request.app.state.notes
    rest = notes[offset:]
    return {"notes": rest if limit is None else rest[:limit], "total": len(notes)}


@app.api_route("/notes/{number}", methods=["GET", "DELETE"])
async def one(number: int, request: Request):
    for index, note in enumerate(request.app.state.notes):
        if note["id"] == number:
            if request.method == "DELETE":
                del request.app.state.notes[index]
                return Response(status_code=204)
            return note
    return not_found()


@app.put("/notes/{number}")
async def change(number: int, draft: Draft, request: Request):
    for note in request.app.state.notes:
        if note["id"] == number:
            note |= draft.model_dump()
            return note
    return not_found()
