from typing import Literal

from fastapi import FastAPI, Query

app = FastAPI()


@app.get("/")
def root():
    return {"message": "Root page"}


@app.get("/items/{item_id}")
def item(item_id: int | Literal["latest"]):
    if item_id == "latest":
        return {"item": item_id}
    return {"item_id": item_id}


@app.get("/items")
def items(skip: int = Query(0, ge=0), limit: int = Query(default=10, le=100)):
    return {"skip": skip, "limit": limit}


@app.post("/ping")
def ping():
    return "pong"
