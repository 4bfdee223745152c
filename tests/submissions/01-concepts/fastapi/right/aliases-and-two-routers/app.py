from typing import Annotated
from fastapi import APIRouter, FastAPI, Query, Request
letters, numbers = APIRouter(prefix="/greet"), APIRouter()
@letters.get("/{name}")
async def salute(request: Request):
    return {"message": "Hello, {}!".format(request.path_params["name"])}
@numbers.get("/add")
def plus(first: Annotated[int, Query(alias="a")], second: Annotated[int, Query(alias="b")]):
    print(first, second)
    total = first + second
    if total >= 0:
        return {"sum": total}
    return {"sum": total}
def make_app():
    app = FastAPI()
    for router in (letters, numbers):
        app.include_router(router)
    return app
