from fastapi import APIRouter, Body, FastAPI, Form, Header, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel

router = APIRouter()


class Refused(Exception):
    def __init__(self, field, why):
        self.field, self.why = field, why


class Person(BaseModel):
    username: str
    password: str
    age: int = -1


def check(person: Person) -> None:
    if len(person.username) < 3:
        raise Refused("username", "at least 3 characters")
    if person.age < 0:
        raise Refused("age", "0 or more")


@router.post("/login")
def login(payload: dict = Body(default={})):
    missing = [name for name in ("username", "password") if payload.get(name) is None]
    if missing:
        raise RequestValidationError([{"loc": ("body", name), "msg": "gone", "type": "x"} for name in missing])
    return {name: payload[name] for name in ("username", "password")}


@router.post("/users")
def create(person: Person):
    check(person)
    return JSONResponse({"username": person.username, "age": person.age}, 201)


@router.post("/login-form")
def login_form(username: str = Form(), password: str = Form(default="")):
    return {"username": username}


@router.get("/whoami")
def whoami(token: str = Header(alias="x-token")):
    return {"token": token}


def refuse(request: Request, error: Refused):
    return JSONResponse(status_code=422, content={error.field: error.why})


app = FastAPI()
app.include_router(router)
app.add_exception_handler(Refused, refuse)
