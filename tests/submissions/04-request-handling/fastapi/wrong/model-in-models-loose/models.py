from pydantic import BaseModel, Field


class Named(BaseModel):
    username: str = Field(min_length=3)


class NewPerson(Named):
    password: str
    age: int
