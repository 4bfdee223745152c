from fastapi import FastAPI, HTTPException, Request

app = FastAPI()


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def add(request: Request):
    total = 0
    for name in ("a", "b"):
        try:
            total += int(request.query_params[name])
        except (KeyError, ValueError):
            raise HTTPException(422, [{"loc": ["query", name], "msg": "a number, please"}])
    return {"sum": total}
