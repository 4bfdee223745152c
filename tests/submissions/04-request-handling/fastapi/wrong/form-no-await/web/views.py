from typing import Annotated
from fastapi import APIRouter, Body, Header
from pydantic import BaseModel, Field
from fastapi import Request

site = APIRouter()


@site.post("/login")
def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
    return {"username": username, "password": password}


class NewUser(BaseModel):
    username: str = Field(min_length=3)
    password: str
    age: int = Field(ge=0)


@site.post("/users", status_code=201)
def create_user(user: NewUser):
    return {"username": user.username, "age": user.age}


@site.post("/login-form")
async def enter(request: Request):
    fields = request.form()
    return {"username": fields["username"]}


@site.get("/whoami")
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
