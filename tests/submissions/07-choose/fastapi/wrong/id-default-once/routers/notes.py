from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from schemas import Note, NoteIn, Page

router = APIRouter(prefix="/notes", tags=["notes"])

store: dict[str, Note] = {}


def existing(note_id: str) -> Note:
    try:
        return store[note_id]
    except KeyError:
        raise HTTPException(status_code=404, detail="unknown note") from None


Existing = Annotated[Note, Depends(existing)]


@router.post("", status_code=201)
async def create(note_in: NoteIn, request: Request, response: Response) -> Note:
    note = Note(title=note_in.title, body=note_in.body)
    store[note.id] = note
    response.headers["Location"] = str(request.url_for("read", note_id=note.id))
    return note


@router.get("")
async def index(
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> Page:
    values = list(store.values())
    return Page(total=len(values), notes=values[offset : offset + limit])


@router.get("/{note_id}")
async def read(note: Existing) -> Note:
    return note


@router.put("/{note_id}")
async def update(note: Existing, note_in: NoteIn) -> Note:
    store[note.id] = Note(id=note.id, **note_in.model_dump())
    return store[note.id]


@router.delete("/{note_id}", status_code=204)
async def remove(note: Existing) -> None:
    del store[note.id]
