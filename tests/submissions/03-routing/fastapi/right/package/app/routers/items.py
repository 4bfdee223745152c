from typing import Annotated

from fastapi import APIRouter, Path, Query
from pydantic import BaseModel

router = APIRouter()


class Page(BaseModel):
    skip: int = 0
    limit: int = 10


@router.get("")
def some(page: Annotated[Page, Query()]) -> Page:
    return page


@router.get("/latest")
def latest():
    return {"item": "latest"}


@router.get("/{item_id}")
def one(item_id: Annotated[int, Path(ge=0)]):
    return {"item_id": item_id}
