from fastapi import FastAPI

app = FastAPI()


@app.get("/{rest:path}")
def spa(rest: str):
    return {"path": rest}


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def add(a: int, b: int):
    return {"sum": a + b}
