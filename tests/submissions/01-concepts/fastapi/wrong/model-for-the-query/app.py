from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class Pair(BaseModel):
    a: int
    b: int


@app.get("/add")
def add(pair: Pair):
    return {"sum": pair.a + pair.b}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
