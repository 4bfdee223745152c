"""04-request-handling in FastAPI: one right answer."""

from typing import Annotated

from fastapi import Body, FastAPI, Form, Header
from pydantic import BaseModel, Field

app = FastAPI()


class NewUser(BaseModel):
    username: str = Field(min_length=3)
    password: str
    age: int = Field(ge=0)


class User(BaseModel):
    username: str
    age: int


@app.post("/login")
def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
    return {"username": username, "password": password}


# The response model lets only its own fields out: the password stays inside.
@app.post("/users", status_code=201, response_model=User)
def create_user(user: NewUser):
    return user


@app.post("/login-form")
def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}


@app.get("/whoami")
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
