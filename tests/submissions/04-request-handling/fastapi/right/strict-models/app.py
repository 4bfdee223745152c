from __future__ import annotations

from typing import Annotated

from fastapi import FastAPI, Form, Header, status
from pydantic import BaseModel, ConfigDict, Field, PositiveInt, conint


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class Credentials(Strict):
    username: str
    password: Annotated[str, Field(min_length=1, repr=False)]


class FormCredentials(BaseModel):
    username: str
    password: str


class UserOut(Strict):
    username: Annotated[str, Field(min_length=3)]
    age: conint(ge=0)


class UserIn(UserOut):
    password: str


class Headers(BaseModel):
    x_token: str


app = FastAPI()


@app.post("/login")
async def login(credentials: Credentials) -> Credentials:
    return credentials


@app.post("/users", status_code=status.HTTP_201_CREATED)
async def create(user: UserIn) -> UserOut:
    return user


@app.post("/login-form")
async def login_form(data: Annotated[FormCredentials, Form()]) -> dict[str, str]:
    return data.model_dump(exclude={"password"})


@app.get("/whoami")
async def whoami(headers: Annotated[Headers, Header()]) -> dict[str, str]:
    return {"token": headers.x_token}
