from typing import Annotated
from fastapi import Body, FastAPI, Form, Header
from pydantic import BaseModel, Field
from fastapi.responses import RedirectResponse

app = FastAPI()


@app.post("/login")
def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
    return {"username": username, "password": password}


class NewUser(BaseModel):
    username: str = Field(min_length=3)
    password: str
    age: int = Field(ge=0)


@app.post("/users", status_code=201)
def create_user(user: NewUser):
    return {"username": user.username, "age": user.age}


@app.post("/login-form")
def enter(username: str = Form(), password: str = Form()):
    return RedirectResponse("/whoami")


@app.get("/whoami")
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
