from fastapi import APIRouter, FastAPI

items = APIRouter(prefix="/items", tags=["items"])
app = FastAPI()


@app.get("/")
async def root():
    return {"message": "Root page"}


@items.get("")
async def some(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@items.get("/latest")
async def latest():
    return {"item": "latest"}


@items.get("/{item_id}")
async def one(item_id: int):
    return {"item_id": item_id}


@app.post("/ping")
async def ping():
    return "pong"


app.include_router(items)
