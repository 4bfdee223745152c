from fastapi import APIRouter, FastAPI

router = APIRouter(prefix="/items")

app = FastAPI()


@app.get("/")
def read_root():
    return {"message": "Root page"}


@app.get("/items")
def read_items(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@app.get("/items/latest")
def read_latest():
    return {"item": "latest"}


@router.get("/items/{item_id}")
def read_item(item_id: int):
    return {"item_id": item_id}


@app.post("/ping")
def ping():
    return "pong"


app.include_router(router)
