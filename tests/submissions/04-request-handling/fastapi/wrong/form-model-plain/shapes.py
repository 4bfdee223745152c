from pydantic import BaseModel


class Entry(BaseModel):
    username: str
    password: str
