from typing import Annotated

from fastapi import APIRouter, Path, Query

router = APIRouter(tags=["things"])


@router.get("")
def page(
    skip: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(le=100)] = 10,
):
    return {"skip": skip, "limit": limit}


@router.get("/latest")
def newest():
    return {"item": "latest"}


@router.get("/{item_id}")
def detail(item_id: Annotated[int, Path(ge=0)]):
    return {"item_id": item_id}
