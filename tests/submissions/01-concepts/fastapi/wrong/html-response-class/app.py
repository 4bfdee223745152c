from fastapi import FastAPI
from fastapi.responses import HTMLResponse

app = FastAPI()


@app.get("/greet/{name}", response_class=HTMLResponse)
async def greet(name: str):
    return f"<h1>Hello, {name}!</h1>"


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
