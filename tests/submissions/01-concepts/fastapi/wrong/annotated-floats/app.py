from fastapi import FastAPI, Query
from typing import Annotated

app = FastAPI()


@app.get("/add")
def add(a: Annotated[float, Query()], b: Annotated[float, Query()]):
    return {"sum": a + b}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
