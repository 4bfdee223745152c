from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    print({"message": f"Hello, {name}!"})


@app.get("/add")
def add(a: int, b: int):
    total = a + b
