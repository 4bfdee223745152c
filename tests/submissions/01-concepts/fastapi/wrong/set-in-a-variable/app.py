from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    answer = {"message", f"Hello, {name}!"}
    return answer


@app.get("/add")
def add(a: int, b: int):
    return {"sum", a + b}
