from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/add")
def add(a: str, b: str):
    try:
        return {"sum": int(a) + int(b)}
    except ValueError:
        raise HTTPException(422, "a is no number")


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
