from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def add(a: int, b: int = None):
    if b is None:
        raise HTTPException(status_code=422, detail="b is missing")
    return {"sum": a + b}
