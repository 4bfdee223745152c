from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

inner = FastAPI()


@inner.get("/")
def root():
    return {"message": "Root page"}


@inner.get("/items")
def items(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@inner.get("/items/latest")
def latest():
    return {"item": "latest"}


@inner.get("/items/{item_id}")
def item(item_id: int):
    return {"item_id": item_id}


@inner.post("/ping")
def ping():
    return "pong"


app = FastAPI(docs_url=None, openapi_url=None)
app.add_middleware(GZipMiddleware, minimum_size=1)
app.mount("/", inner)
