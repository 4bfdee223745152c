from fastapi import FastAPI

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    message = "Hello, " + name.capitalize()
    return {"message": message}


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
