from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Path, Query
from pydantic import BaseModel

app = FastAPI(title="Swagger UI and ReDoc at work", version="2")


class Greeting(BaseModel):
    message: str


@app.get("/greet/{name}", tags=["greetings"])
async def greet(name: Annotated[str, Path(min_length=1)]) -> Greeting:
    return Greeting(message=f"Hello, {name}!")


@app.get("/add")
async def add(a: Annotated[int, Query(description="the first")], b: Annotated[int, Query()]) -> dict[str, int]:
    return {"sum": a + b}
