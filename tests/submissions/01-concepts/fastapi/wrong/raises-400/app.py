from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/add")
def add(a: str, b: str):
    if not a.isdigit():
        raise HTTPException(400, "a is no number")
    return {"sum": int(a) + int(b)}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
