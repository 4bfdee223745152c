from fastapi import FastAPI
from flask import jsonify

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return jsonify(message=f"Hello, {name}!")


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
