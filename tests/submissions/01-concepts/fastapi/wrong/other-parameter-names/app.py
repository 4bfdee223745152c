from fastapi import FastAPI

app = FastAPI()


@app.get("/add")
def add(x: int, y: int):
    return {"sum": x + y}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
