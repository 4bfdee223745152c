from fastapi import FastAPI

app = FastAPI()


async def total(a, b):
    return a + b


@app.get("/add")
async def add(a: int, b: int):
    return {"sum": total(a, b)}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
