from typing import Annotated, Any

from fastapi import Body, FastAPI, Form, HTTPException, Request, Response, UploadFile
from pydantic import BaseModel, ConfigDict, PositiveInt, StringConstraints

app = FastAPI()
Word = Annotated[str, Body(embed=True)]


class Member(BaseModel):
    model_config = ConfigDict(extra="forbid")
    username: Annotated[str, StringConstraints(min_length=3, max_length=200)]
    password: str
    age: PositiveInt | Annotated[int, Body(ge=0)]


@app.post("/login")
def login(username: Word, password: Word, remember: Annotated[bool, Body()] = False) -> dict[str, Any]:
    return {"username": username, "password": password}


@app.post("/users")
def create(member: Annotated[Member, Body(embed=False)], answer: Response):
    answer.status_code = 201
    return member.model_dump(exclude={"password"})


@app.post("/login-form")
def login_form(username: str = Form(...), password: str = Form(...), photo: UploadFile | None = None):
    return {"username": username}


@app.get("/whoami")
async def whoami(request: Request):
    if "x-token" not in request.headers:
        raise HTTPException(422)
    return {"token": request.headers["x-token"]}
