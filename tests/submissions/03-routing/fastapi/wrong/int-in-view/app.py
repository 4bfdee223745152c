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
    try:
        return {"item_id": int(item_id)}
    except ValueError:
        raise HTTPException(422, "not a number")


@app.get("/items")
async def things(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@app.post("/ping")
async def answer():
    return "pong"
