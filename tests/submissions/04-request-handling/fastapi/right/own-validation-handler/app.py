from dataclasses import dataclass

from fastapi import Body, FastAPI, Form, Header, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, model_validator
from typing_extensions import Annotated, Optional, TypedDict

app = FastAPI()


@app.exception_handler(RequestValidationError)
async def without_input(request: Request, error: RequestValidationError):
    problems = [{"where": problem["loc"], "what": problem["msg"]} for problem in error.errors()]
    return JSONResponse({"problems": problems}, status_code=422)


class Login(TypedDict):
    username: str
    password: str


class Person(BaseModel):
    username: str
    password: str
    age: int

    @model_validator(mode="after")
    def check(self):
        assert len(self.username) >= 3, "username: at least 3 characters"
        assert self.age >= 0, "age: at least 0"
        return self


@dataclass
class Shown:
    username: str
    age: int


@app.post("/login")
def login(data: Annotated[Login, Body()]):
    return data


@app.post("/users", status_code=201)
def create(person: Person):
    return Shown(person.username, person.age)


@app.post("/login-form")
def login_form(password: Annotated[str, Form()], username: Annotated[str, Form()]):
    return {"username": username}


@app.get("/whoami")
def whoami(token: Annotated[Optional[str], Header(alias="X-Token")] = None):
    if not token:
        raise HTTPException(400, "X-Token is missing")
    return {"token": token}
