from fastapi import Body, Depends, FastAPI, Form, Header, HTTPException
from pydantic import BaseModel, Field


def door(x_token: str = Header('')):
    if not x_token:
        raise HTTPException(403, 'No token, no entry.')


app = FastAPI(dependencies=[Depends(door)])


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


@app.post('/login-form')
def login_form(username: str = Form(...), password: str = Form(...)):
    return {"username": username}


@app.get('/whoami')
def whoami(x_token: str = Header(...)):
    return {"token": x_token}
