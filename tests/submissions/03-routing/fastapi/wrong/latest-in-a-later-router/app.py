from fastapi import APIRouter, FastAPI

numbers = APIRouter()
words = APIRouter()


@numbers.get("/items/{item_id}")
async def by_number(item_id: int):
    return {"item_id": item_id}


@words.get("/items/latest")
async def newest():
    return {"item": "latest"}


api = FastAPI()
api.include_router(numbers)
api.include_router(words)


@api.get("/")
async def root():
    return {"message": "Root page"}


@api.get("/items")
async def page(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@api.post("/ping")
async def ping():
    return "pong"
