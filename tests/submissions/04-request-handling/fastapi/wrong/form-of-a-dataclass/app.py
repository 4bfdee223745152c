from dataclasses import dataclass

from fastapi import Body, FastAPI, Form, Header
from pydantic import BaseModel, Field

app = FastAPI()


class User(BaseModel):
    username: str = Field(..., min_length=3)
    password: str
    age: int = Field(..., ge=0)


@app.post('/login')
def login(username: str = Body(...), password: str = Body(...)):
    return {"username": username, "password": password}


@app.post('/users', status_code=201)
def create(user: User):
    return {"username": user.username, "age": user.age}


@dataclass
class Sent:
    username: str
    password: str


@app.post('/login-form')
def login_form(sent: Sent = Form(...)):
    return {"username": sent.username}


@app.get('/whoami')
def whoami(x_token: str = Header(...)):
    return {"token": x_token}
