import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Query, Request, Response, status
from pydantic import UUID4, BaseModel, StringConstraints


class NoteBody(BaseModel):
    title: Annotated[str, StringConstraints(min_length=1)]
    body: str


class StoredNote(NoteBody):
    id: UUID4


class Store(dict[uuid.UUID, StoredNote]):
    pass


def get_store() -> Store:
    return Store()


AStore = Annotated[Store, Depends(get_store)]


async def existing(note_id: uuid.UUID, store: AStore) -> StoredNote:
    try:
        return store[note_id]
    except KeyError:
        raise HTTPException(status_code=404, detail={"reason": "unknown note", "id": str(note_id)}) from None


Existing = Annotated[StoredNote, Depends(existing)]
router = APIRouter(prefix="/notes", tags=["notes"])


@router.post("", status_code=status.HTTP_201_CREATED, response_model=StoredNote)
async def create(sent: NoteBody, store: AStore, request: Request, response: Response):
    note = StoredNote(id=uuid.uuid4(), **sent.model_dump())
    store[note.id] = note
    response.headers["location"] = str(request.url_for("read", note_id=note.id))
    return note


@router.get("")
async def page(
    store: AStore,
    limit: Annotated[int, Query(gt=0, le=100)] = 50,
    offset: Annotated[int, Query(ge=0)] = 0,
):
    return {"total": len(store), "notes": list(store.values())[offset : offset + limit]}


@router.get("/{note_id}")
async def read(note: Existing):
    return note


@router.put("/{note_id}")
async def replace(note: Existing, sent: NoteBody, store: AStore):
    store[note.id] = StoredNote(id=note.id, title=sent.title, body=sent.body)
    return store[note.id]


@router.delete("/{note_id}", status_code=status.HTTP_204_NO_CONTENT)
async def remove(note: Existing, store: AStore):
    del store[note.id]


app = FastAPI(title="Notes")
app.include_router(router)
