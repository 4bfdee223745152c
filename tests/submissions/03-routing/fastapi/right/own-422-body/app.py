from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

app = FastAPI(redirect_slashes=False)


@app.exception_handler(RequestValidationError)
async def refuse(request: Request, error: RequestValidationError):
    problems = [{"where": list(problem["loc"]), "what": problem["msg"]} for problem in error.errors()]
    return JSONResponse({"problems": problems}, status_code=422)


@app.get("/items/latest")
def latest():
    return {"item": "latest"}


@app.get("/items/{item_id}")
def item(item_id: int):
    return {"item_id": item_id}


@app.get("/items")
@app.get("/items/", include_in_schema=False)
def items(limit: int = 10, skip: int = 0):
    return {"skip": skip, "limit": limit}


@app.get("/")
def root():
    return {"message": "Root page"}


@app.post("/ping")
def ping():
    return "pong"
