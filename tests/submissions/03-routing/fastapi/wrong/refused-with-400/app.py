from fastapi import FastAPI, HTTPException

api = FastAPI()


@api.post("/ping")
async def answer():
    return "pong"


@api.get("/")
async def start():
    return dict(message="Root page")


@api.get("/items/latest")
async def newest():
    return dict(item="latest")


@api.get("/items/{item_id}")
async def by_number(item_id: str):
    if not item_id.isdigit():
        raise HTTPException(400, "item_id is a number")
    return dict(item_id=int(item_id))


@api.get("/items")
async def page(skip: int = 0, limit: int = 10):
    return dict(skip=skip, limit=limit)
