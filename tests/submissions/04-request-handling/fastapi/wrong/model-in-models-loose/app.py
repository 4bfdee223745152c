from typing import Annotated
from fastapi import Body, FastAPI, Form, Header
from models import NewPerson

app = FastAPI()


@app.post("/login")
def login(username: Annotated[str, Body()], password: Annotated[str, Body()]):
    return {"username": username, "password": password}


@app.post("/users", status_code=201)
async def add(new: NewPerson):
    return new.model_dump(include={"username", "age"})


@app.post("/login-form")
def login_form(username: Annotated[str, Form()], password: Annotated[str, Form()]):
    return {"username": username}


@app.get("/whoami")
def whoami(x_token: Annotated[str, Header()]):
    return {"token": x_token}
