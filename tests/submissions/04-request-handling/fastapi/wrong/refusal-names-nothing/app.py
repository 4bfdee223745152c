from typing import Annotated

from fastapi import Body, FastAPI, Form, Header, HTTPException
from pydantic import BaseModel, Field

app = FastAPI()


@app.post("/login")
def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
    return {"username": username, "password": password}


class NewUser(BaseModel):
    username: str
    password: str
    age: int


@app.post("/users", status_code=201)
def create_user(user: NewUser):
    if len(user.username) < 3 or user.age < 0:
        raise HTTPException(422, "This user is not possible.")
    return {"username": user.username, "age": user.age}


@app.post("/login-form")
def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}


@app.get("/whoami")
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
