from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def add(a: str, b: int):
    if not a.isdigit():
        return {"error": "a is no number"}
    return {"sum": int(a) + b}
