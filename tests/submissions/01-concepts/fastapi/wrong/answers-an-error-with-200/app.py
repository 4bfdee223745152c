from fastapi import FastAPI

app = FastAPI()


@app.get("/add")
def add(a, b):
    try:
        return {"sum": int(a) + int(b)}
    except ValueError:
        return {"error": "no number"}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
