from fastapi import FastAPI

shop = FastAPI()


@shop.get("/items")
def page(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@shop.get("/item/latest")
def newest():
    return {"item": "latest"}


@shop.get("/items/{item_id}")
def one(item_id: int):
    return {"item_id": item_id}


@shop.post("/ping")
def ping():
    return "pong"


app = FastAPI()


@app.get("/")
def start():
    return {"message": "Root page"}


app.mount("", shop)
