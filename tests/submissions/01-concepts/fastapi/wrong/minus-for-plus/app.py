from fastapi import FastAPI

app = FastAPI()


@app.get("/add")
def add(a: int, b: int):
    return {"sum": a - b}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
