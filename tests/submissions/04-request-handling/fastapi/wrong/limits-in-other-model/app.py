from typing import Annotated
from fastapi import Body, FastAPI, Form, Header
from pydantic import BaseModel

app = FastAPI()


@app.post("/login")
def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
    return {"username": username, "password": password}


class Person(BaseModel):
    username: str
    password: str
    age: int


class Shown(BaseModel):
    username: str
    age: int


@app.post("/users", status_code=201, response_model=Shown)
def add(person: Person):
    return person


@app.post("/login-form")
def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}


@app.get("/whoami")
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
