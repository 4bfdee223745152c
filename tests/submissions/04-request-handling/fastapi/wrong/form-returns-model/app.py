from typing import Annotated
from fastapi import Body, FastAPI, Form, Header
from pydantic import BaseModel, Field


def create_app():
    service = FastAPI()

    @service.post("/login")
    def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
        return {"username": username, "password": password}

    class NewUser(BaseModel):
        username: str = Field(min_length=3)
        password: str
        age: int = Field(ge=0)


    @service.post("/users", status_code=201)
    def create_user(user: NewUser):
        return {"username": user.username, "age": user.age}

    class Entry(BaseModel):
        username: str
        password: str


    @service.post("/login-form")
    def enter(entry: Annotated[Entry, Form()]):
        return entry

    @service.get("/whoami")
    def whoami(x_token: Annotated[str, Header()]):
        return {"token": x_token}

    return service
