from typing import Annotated
from fastapi import Body, FastAPI, Form, Header
from pydantic import BaseModel, Field
from fastapi import HTTPException


def create_app():
    service = FastAPI()

    @service.post("/login")
    def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
        return {"username": username, "password": password}

    class Person(BaseModel):
        username: str = Field(min_length=3)
        password: str
        age: int


    @service.post("/users", status_code=201)
    def add(person: Person):
        if person.age < 0:
            raise HTTPException(404, "age is below 0")
        return {"username": person.username, "age": person.age}

    @service.post("/login-form")
    def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
        return {"username": username}

    @service.get("/whoami")
    def whoami(x_token: Annotated[str, Header()]):
        return {"token": x_token}

    return service
