from fastapi import FastAPI

app = FastAPI()


async def add(a: int, b: int):
    return {"sum": a + b}


app.add_api_route("/add", add, methods=["POST"])


@app.get("/greet/{visitor}")
def welcome(visitor: str):
    return dict(message="Hello, " + visitor + "!")
