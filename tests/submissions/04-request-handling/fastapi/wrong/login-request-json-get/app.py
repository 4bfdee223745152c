from typing import Annotated
from fastapi import FastAPI, Form, Header
from pydantic import BaseModel, Field
from fastapi import Request

app = FastAPI()


@app.post("/login")
async def enter(req: Request):
    sent = await req.json()
    return {"username": sent.get("username"), "password": sent.get("password")}


class NewUser(BaseModel):
    username: str = Field(min_length=3)
    password: str
    age: int = Field(ge=0)


@app.post("/users", status_code=201)
def create_user(user: NewUser):
    return {"username": user.username, "age": user.age}


@app.post("/login-form")
def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}


@app.get("/whoami")
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
