from typing import Annotated, Optional

from fastapi import FastAPI, Query

from pydantic import BaseModel


class Page(BaseModel):
    skip: Optional[int]
    limit: int = 10


api = FastAPI()


@api.post("/ping")
async def answer():
    return "pong"


@api.get("/")
async def start():
    return dict(message="Root page")


@api.get("/items/latest")
async def newest():
    return dict(item="latest")


@api.get("/items/{item_id}")
async def by_number(item_id: int):
    return dict(item_id=item_id)


@api.get("/items")
async def page(asked: Annotated[Page, Query()]):
    return dict(skip=asked.skip or 0, limit=asked.limit)
