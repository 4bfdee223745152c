import dataclasses
import itertools
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Response
from pydantic import Field
from pydantic.dataclasses import dataclass


@dataclass
class Draft:
    title: Annotated[str, Field(min_length=1)]
    body: str = ""


@dataclass
class Note(Draft):
    id: int = 0


class Views:
    """The routes are methods of one object, which also keeps the notes."""

    def __init__(self):
        self.notes = []
        self.numbers = itertools.count(1000, 7)
        self.router = APIRouter()
        self.router.add_api_route("/notes", self.create, methods=["POST"], status_code=201)
        self.router.add_api_route("/notes", self.list, methods=["GET"])
        self.router.add_api_route("/notes/{key}", self.read, methods=["GET"])
        self.router.add_api_route("/notes/{key}", self.replace, methods=["PUT"])
        self.router.add_api_route("/notes/{key}", self.delete, methods=["DELETE"], status_code=204)

    def index(self, key):
        for index, note in enumerate(self.notes):
            if note.id == key:
                return index
        raise HTTPException(404, "not here")

    def create(self, draft: Draft, response: Response) -> Note:
        note = Note(draft.title, draft.body, next(self.numbers))
        self.notes.append(note)
        response.headers["Location"] = f"/notes/{note.id}"
        return note

    def list(self, limit: int = 20, offset: int = 0):
        return {"total": len(self.notes), "notes": [dataclasses.asdict(n) for n in self.notes][offset:][:limit]}

    def read(self, key: Annotated[int, Path(gt=0)]) -> Note:
        return self.notes[self.index(key)]

    def replace(self, key: int, draft: Draft) -> Note:
        index = self.index(key)
        self.notes[index] = dataclasses.replace(self.notes[index], title=draft.title, body=draft.body)
        return self.notes[index]

    def delete(self, key: int) -> None:
        self.notes.pop(self.index(key))
