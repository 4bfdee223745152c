from fastapi import FastAPI

app = FastAPI()


@app.get("/")
async def home():
    return {"message": "Root page"}


@app.get("/items/latest")
async def newest():
    return {"item": "latest"}


@app.get("/items/{item_id}")
async def thing(item_id: int):
    return {"item_id": item_id}


@app.get("/items")
async def things(skip: int = 0, limit: int = 10):
    return {"skip": 0, "limit": 10}


@app.post("/ping")
async def answer():
    return "pong"
