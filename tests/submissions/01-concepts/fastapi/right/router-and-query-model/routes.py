from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict

router = APIRouter()


class Numbers(BaseModel):
    model_config = ConfigDict(extra="forbid")

    a: int
    b: int


@router.get("/greet/{who}")
def welcome(who):
    return JSONResponse({"message": "Hello, " + who + "!"})


@router.get("/add")
def add(numbers: Annotated[Numbers, Query()]):
    return {"sum": sum(numbers.model_dump().values())}
