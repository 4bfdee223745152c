from uuid import uuid4

from pydantic import BaseModel, Field, StrictStr


class NoteIn(BaseModel):
    title: StrictStr = Field(min_length=1)
    body: StrictStr = ""


class Note(NoteIn):
    id: str = str(uuid4())


class Page(BaseModel):
    total: int
    notes: list[Note]
