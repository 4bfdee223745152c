from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def add(a: str, b: str):
    return {"sum": int(a) + int(b)}
