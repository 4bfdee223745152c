from fastapi import FastAPI

api = FastAPI()


@api.get("/")
def front():
    return {"message": "Root page"}


@api.get("/items/latest")
def newest():
    return {"item": "latest"}


@api.get("/items/{item_id}")
def detail(item_id: int):
    return {"item_id": item_id}


@api.get("/items")
def page(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@api.post("/ping")
def answer():
    return "pong"
