from typing import Annotated, Optional

from fastapi import Body, Depends, FastAPI, Form, Header, HTTPException
from pydantic import BaseModel, Field

app = FastAPI()


class Credentials(BaseModel):
    username: str
    password: str


class UserIn(BaseModel):
    username: str = Field(..., min_length=3)
    password: str
    age: int


class UserOut(BaseModel):
    username: str
    age: int


@app.post("/login")
def login(credentials: Credentials):
    return credentials


@app.post("/users", response_model=UserOut, status_code=201)
def create_user(user: UserIn):
    if user.age < 0:
        return HTTPException(status_code=422, detail=[{"loc": ["body", "age"], "msg": "age must be 0 or more"}])
    return user


@app.post("/login-form")
def login_form(username: str = Form(...), password: str = Form(...)):
    return {"username": username}


@app.get("/whoami")
def whoami(x_token: str = Header(...)):
    return {"token": x_token}
