from typing import Annotated
from fastapi import Body, FastAPI, Form, Header
from pydantic import BaseModel, Field

app = FastAPI()


@app.post("/login")
def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
    return {"username": username, "password": password}


class Person(BaseModel):
    username: str = Field(min_length=3)
    password: str
    age: int = Field(ge=0)


@app.post("/users", status_code=201)
def add(person: Person):
    return {"username": person.get("username"), "age": person.get("age")}


@app.post("/login-form")
def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}


@app.get("/whoami")
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
