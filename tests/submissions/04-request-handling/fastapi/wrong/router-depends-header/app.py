from typing import Annotated
from fastapi import Body, FastAPI, Form, Header
from pydantic import BaseModel, Field
from fastapi import Depends


def token_from(x_token: str | None = Header(None)):
    return x_token


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

    @service.post("/login-form")
    def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
        return {"username": username}

    @service.get("/whoami")
    def who(token: str = Depends(token_from)):
        return {"token": token}

    return service
