from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import FastAPI, Query, Request
from pydantic import BaseModel, PositiveInt


class Item(BaseModel):
    item_id: int


class Paging(BaseModel):
    skip: int
    limit: int


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.latest = {"item": "latest"}
    yield


service = FastAPI(lifespan=lifespan)


@service.get("/")
async def root():
    return {"message": "Root page"}


@service.get("/items", response_model=Paging)
async def items(skip: Annotated[int, Query()] = 0, limit: Annotated[int, Query()] = 10):
    return Paging(skip=skip, limit=limit)


@service.get("/items/latest")
async def latest(request: Request):
    return request.app.state.latest


@service.get("/items/{item_id}", response_model=Item)
async def item(item_id: PositiveInt):
    return Item(item_id=item_id)


@service.post("/ping")
async def ping():
    return "pong"
