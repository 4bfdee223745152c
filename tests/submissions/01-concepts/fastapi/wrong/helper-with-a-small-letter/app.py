from fastapi import FastAPI
from words import compose

app = FastAPI()


@app.get("/greet/{who}")
def salute(who: str):
    return compose(who)


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
