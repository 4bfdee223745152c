from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError

app = FastAPI()


@app.get("/")
def root():
    return {"message": "Root page"}


@app.get("/items/{item_id:int}")
def item(item_id: int):
    return {"item_id": item_id}


@app.get("/items/latest")
def latest():
    return {"item": "latest"}


@app.get("/items/{item_id}")
def no_item(item_id: str):
    raise RequestValidationError([{"type": "int", "loc": ("path", "item_id"), "msg": "no number", "input": item_id}])


@app.get("/items")
def items(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@app.post("/ping")
def ping():
    return "pong"
