from dataclasses import dataclass
from typing import Annotated

from fastapi import Form, Header
from pydantic import BaseModel, Field, field_validator


class Entry(BaseModel):
    username: str
    password: str

    @classmethod
    def from_form(cls, username: Annotated[str, Form()], password: Annotated[str, Form()]):
        return cls(username=username, password=password)


class Shown(BaseModel):
    username: str = Field(min_length=3)
    age: int = Field(ge=0)


class NewUser(Shown):
    password: str

    @field_validator("password")
    @classmethod
    def keep(cls, value: str) -> str:
        return value.strip()


@dataclass
class Token:
    value: str


def token_of(x_token: Annotated[str | None, Header()] = None):
    return Token(x_token) if x_token else None
