from fastapi import FastAPI, Request

app = FastAPI()


@app.get("/add")
async def add(request: Request):
    return {"sum": int(request.query_params.get("a", 0)) + int(request.query_params.get("b", 0))}


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
