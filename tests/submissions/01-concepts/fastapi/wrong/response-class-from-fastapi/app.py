from fastapi import FastAPI, HTMLResponse

app = FastAPI()


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
