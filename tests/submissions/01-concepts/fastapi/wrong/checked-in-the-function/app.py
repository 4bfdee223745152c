from fastapi import FastAPI, HTTPException

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def add(a: str, b: int):
    try:
        return {"sum": int(a) + b}
    except ValueError:
        raise HTTPException(422, detail={"where": ["query", "a"]})
