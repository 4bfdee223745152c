from typing import Annotated
from fastapi import APIRouter, Body, Form
from pydantic import BaseModel, Field

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
def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}


@site.get("/whoami")
def who(x_token: Annotated[str, Body()]):
    return {"token": x_token}
