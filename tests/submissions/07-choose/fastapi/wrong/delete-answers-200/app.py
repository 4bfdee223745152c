import uuid
from threading import Lock

from fastapi import FastAPI, HTTPException, Query, status
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

app = FastAPI(title="Notes API", version="1.0.0")


class NoteCreate(BaseModel):
    title: str = Field(..., min_length=1, description="Title of the note")
    body: str = Field("", description="Text of the note")


class NoteResponse(NoteCreate):
    id: str


class NoteRepository:
    """In-memory repository of notes."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._notes: list[NoteResponse] = []

    def add(self, note: NoteResponse) -> None:
        with self._lock:
            self._notes.append(note)

    def all(self) -> list[NoteResponse]:
        return list(self._notes)

    def get(self, note_id: str) -> NoteResponse:
        for note in self._notes:
            if note.id == note_id:
                return note
        raise HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail="Note not found")

    def replace(self, note_id: str, data: NoteCreate) -> NoteResponse:
        for index, note in enumerate(self._notes):
            if note.id == note_id:
                self._notes[index] = NoteResponse(id=note_id, **data.model_dump())
                return self._notes[index]
        raise HTTPException(status_code=status.HTTP_404_NOT_FOUND, detail="Note not found")

    def delete(self, note_id: str) -> None:
        self.get(note_id)
        with self._lock:
            self._notes = [note for note in self._notes if note.id != note_id]


repository = NoteRepository()


@app.post("/notes", response_model=NoteResponse, status_code=status.HTTP_201_CREATED)
def create_note(data: NoteCreate):
    note = NoteResponse(id=str(uuid.uuid4()), **data.model_dump())
    repository.add(note)
    return JSONResponse(
        note.model_dump(), status_code=status.HTTP_201_CREATED, headers={"Location": f"/notes/{note.id}"}
    )


@app.get("/notes")
def list_notes(limit: int = Query(20, ge=1, le=100), offset: int = Query(0, ge=0)):
    notes = repository.all()
    page = notes[offset : offset + limit]
    return {"total": len(notes), "notes": page}


@app.get("/notes/{note_id}", response_model=NoteResponse)
def get_note(note_id: str):
    return repository.get(note_id)


@app.put("/notes/{note_id}", response_model=NoteResponse)
def replace_note(note_id: str, data: NoteCreate):
    return repository.replace(note_id, data)


@app.delete("/notes/{note_id}", status_code=status.HTTP_204_NO_CONTENT)
def delete_note(note_id: str):
    repository.delete(note_id)
    return JSONResponse({"message": "Note deleted"})
