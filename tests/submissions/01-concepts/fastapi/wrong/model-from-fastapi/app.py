from fastapi import FastAPI, BaseModel

app = FastAPI()


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
