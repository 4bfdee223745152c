from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return f"Hello, {name}!"


@app.get("/add")
def add(a: int, b: int):
    return a + b
