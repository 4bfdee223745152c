from typing import Annotated
from fastapi import APIRouter, Body, Form, Header
from pydantic import BaseModel, Field
class Entry(BaseModel):
    username: str
    password: str

site = APIRouter()


@site.post("/login")
def enter(entry: Annotated[Entry, Body(embed=True)]):
    return entry


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
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
