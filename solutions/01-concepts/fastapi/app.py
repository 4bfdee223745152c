"""01-concepts in FastAPI: one right answer."""

from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


# The types turn the text of the query into numbers, refuse what is none, and fill in the documentation.
@app.get("/add")
def add(a: int, b: int):
    return {"sum": a + b}
