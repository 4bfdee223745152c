from fastapi import FastAPI

app = FastAPI(docs_url="/documentation")


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def add(a: int, b: int):
    return {"sum": a + b}
