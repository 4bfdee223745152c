from fastapi import FastAPI, APIRouter

app = FastAPI()
r = APIRouter(prefix="/api")


@r.get("/add")
def add(a: int, b: int):
    return {"sum": a + b}


app.include_router(r)


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
