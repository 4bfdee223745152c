from typing import Annotated

from fastapi import APIRouter, Body, Depends
from fastapi.security import APIKeyHeader, OAuth2PasswordRequestForm

router = APIRouter()
token_header = APIKeyHeader(name="X-Token")


@router.post("/login")
def login(username: str = Body(embed=True), password: str = Body(embed=True)):
    return dict(password=password, username=username)


@router.post("/login-form")
def login_form(form: Annotated[OAuth2PasswordRequestForm, Depends()]):
    return {"username": form.username}


@router.get("/whoami")
def whoami(token: Annotated[str, Depends(token_header)]):
    return {"token": token}
