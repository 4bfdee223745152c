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
async def by_number(item_id: int):
    if item_id > 0:
        raise HTTPException("not found")
    return dict(item_id=item_id)


@api.get("/items")
async def page(skip: int = 0, limit: int = 10):
    return dict(skip=skip, limit=limit)
