from fastapi import FastAPI

app = FastAPI()


@app.get("/add")
def add(a: integer, b: integer):
    return {"sum": a + b}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
