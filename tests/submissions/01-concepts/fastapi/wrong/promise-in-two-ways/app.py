from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str) -> str:
    return {"message": f"Hello, {name}!"}


@app.get("/add", response_model=list[int])
def add(a: int, b: int):
    return {"sum": a + b}
