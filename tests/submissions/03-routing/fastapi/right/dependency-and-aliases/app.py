from typing import Annotated, Optional

from fastapi import Depends, FastAPI, Path, Query

api = FastAPI()


def page(offset: Annotated[int, Query(alias="skip")] = 0, limit: Optional[int] = None):
    return {"skip": offset, "limit": 10 if limit is None else limit}


@api.get("/")
def root():
    return {"message": "Root page"}


@api.get("/items")
def some(found: dict = Depends(page)):
    return found


@api.get("/items/latest")
def latest():
    return {"item": "latest"}


@api.get("/items/{item_id}")
def one(number: int = Path(..., alias="item_id")):
    return {"item_id": number}


@api.api_route("/ping", methods=["POST", "PUT"])
def ping():
    return "pong"
