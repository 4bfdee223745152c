from typing import Annotated

from fastapi import Body, Depends, FastAPI, HTTPException, Request, status
from fastapi.responses import JSONResponse, PlainTextResponse
from pydantic import BaseModel, NonNegativeInt, StringConstraints


class Base(BaseModel):
    username: Annotated[str, StringConstraints(min_length=3)]
    age: NonNegativeInt


class New(Base):
    password: str


async def token_of(request: Request):
    try:
        return request.headers["X-Token"]
    except KeyError:
        raise HTTPException(status.HTTP_401_UNAUTHORIZED) from None


async def login(username: Annotated[str, Body()], password: Annotated[str, Body(min_length=1)]):
    return JSONResponse({"username": username, "password": password})


async def create(new: Annotated[New, Body()]) -> Base:
    return Base(**new.model_dump())


async def login_form(request: Request):
    async with request.form() as form:
        if "password" not in form:
            return PlainTextResponse("no password", 422)
        return {"username": form["username"]}


def make_app():
    app = FastAPI()
    app.add_api_route("/login", login, methods=["POST"])
    app.add_api_route("/users", create, methods=["POST"], status_code=201)
    app.add_api_route("/login-form", login_form, methods=["POST"])

    @app.get("/whoami")
    async def whoami(token: Annotated[str, Depends(token_of)]):
        return {"token": token}

    return app
