import json
from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return json.dumps({"message": f"Hello, {name}!"})


@app.get("/add")
def add(a: int, b: int):
    return str({"sum": a + b})
