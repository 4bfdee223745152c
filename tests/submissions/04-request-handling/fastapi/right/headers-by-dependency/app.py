from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException

from shapes import Entry, NewUser, Shown, Token, token_of

app = FastAPI()


@app.post("/login", response_model=Entry)
async def enter(entry: Entry):
    return entry.model_dump()


@app.post("/users", status_code=201)
async def add(user: NewUser) -> Shown:
    return Shown.model_validate(user, from_attributes=True)


@app.post("/login-form")
async def enter_by_form(entry: Annotated[Entry, Depends(Entry.from_form)]):
    return entry.model_dump(include={"username"})


@app.get("/whoami")
async def who(token: Annotated[Token | None, Depends(token_of)]):
    if token is None:
        raise HTTPException(401, "X-Token is missing")
    return {"token": token.value}
