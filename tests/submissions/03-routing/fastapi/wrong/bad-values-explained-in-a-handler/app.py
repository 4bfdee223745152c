from fastapi import FastAPI, Request, exceptions, responses

api = FastAPI()


async def explain(request: Request, problem: exceptions.RequestValidationError):
    found = problem.errors()[0]
    where = ".".join(map(str, found["loc"]))
    return responses.JSONResponse({"item_id": where}, status_code=400)


api.add_exception_handler(exceptions.RequestValidationError, explain)


@api.get("/")
def front():
    return {"message": "Root page"}


@api.get("/items/latest")
def newest():
    return {"item": "latest"}


@api.get("/items/{item_id}")
def detail(item_id: int):
    return {"item_id": item_id}


@api.get("/items")
def page(skip: int = 0, limit: int = 10):
    return {"skip": skip, "limit": limit}


@api.post("/ping")
def answer():
    return "pong"
