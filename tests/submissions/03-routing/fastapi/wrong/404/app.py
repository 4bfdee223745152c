from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/")
async def home():
    return {"message": "Root page"}


@app.get("/items/latest")
async def newest():
    return {"item": "latest"}


@app.get("/items/{item_id}")
async def thing(item_id):
    if not item_id.isdigit():
        raise HTTPException(404)
    return {"item_id": int(item_id)}


@app.get("/items")
async def things(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@app.post("/ping")
async def answer():
    return "pong"
