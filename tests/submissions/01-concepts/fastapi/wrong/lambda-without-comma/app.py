from fastapi import FastAPI

app = FastAPI()
app.get("/greet/{name}")(lambda name: {"message": "Hello " + name})


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
