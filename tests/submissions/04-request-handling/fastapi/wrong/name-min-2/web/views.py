from typing import Annotated
from fastapi import APIRouter, Body, Form, Header
from pydantic import BaseModel, Field

site = APIRouter()


@site.post("/login")
def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
    return {"username": username, "password": password}


class Person(BaseModel):
    username: str = Field(min_length=2)
    password: str
    age: int = Field(ge=0)


@site.post("/users", status_code=201)
def add(person: Person):
    return {"username": person.username, "age": person.age}


@site.post("/login-form")
def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}


@site.get("/whoami")
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
