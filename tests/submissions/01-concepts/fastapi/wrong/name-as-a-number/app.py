from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: int):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
