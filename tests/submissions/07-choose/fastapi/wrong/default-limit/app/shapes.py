from typing import Annotated

from pydantic import BaseModel, StringConstraints


class CardIn(BaseModel):
    title: Annotated[str, StringConstraints(min_length=1)]
    body: str


class CardOut(CardIn):
    id: int


class Page(BaseModel):
    total: int
    notes: list[CardOut]
