from fastapi import APIRouter, Response
from pydantic import BaseModel, SecretStr, field_validator

router = APIRouter(prefix="/users")


class Account(BaseModel):
    username: str
    password: SecretStr
    age: int

    @field_validator("username")
    @classmethod
    def long_enough(cls, value):
        if len(value) < 3:
            raise ValueError("too short")
        return value

    @field_validator("age")
    @classmethod
    def born_already(cls, value):
        if value < 0:
            raise ValueError("not born yet")
        return value


@router.post("", response_model=Account, response_model_exclude={"password"})
def create(account: Account, response: Response):
    response.status_code = 201
    response.headers["Location"] = f"/users/{len(account.username)}"
    return account
