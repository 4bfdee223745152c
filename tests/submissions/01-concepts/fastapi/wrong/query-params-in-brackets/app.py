from fastapi import FastAPI, Request

app = FastAPI()


@app.get("/add")
async def add(request: Request):
    a = request.query_params["a"]
    b = request.query_params["b"]
    return {"sum": int(a) + int(b)}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
