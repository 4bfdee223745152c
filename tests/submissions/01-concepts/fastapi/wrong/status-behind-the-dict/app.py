from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}, 200


@app.get("/add")
def add(a: int, b: int):
    return ({"sum": a + b},)
