from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(user: str):
    return {"message": f"Hello, {user}!"}


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
