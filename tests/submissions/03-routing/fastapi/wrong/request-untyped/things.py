from typing import Annotated

from fastapi import APIRouter, Path, Query

router = APIRouter(tags=["things"])


@router.get("")
def page(
    request,
):
    q = request.query_params
    return {"skip": int(q.get("skip", 0)), "limit": int(q.get("limit", 10))}


@router.get("/latest")
def newest():
    return {"item": "latest"}


@router.get("/{item_id}")
def detail(item_id: Annotated[int, Path(ge=0)]):
    return {"item_id": item_id}
