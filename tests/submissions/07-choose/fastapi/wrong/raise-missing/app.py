from itertools import count

from fastapi import FastAPI, HTTPException, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

app = FastAPI()
memos = {}
numbers = count(1)


class Memo(BaseModel):
    title: str = Field(min_length=1)
    body: str = ""


@app.post("/notes", status_code=201)
def add(memo: Memo, response: Response):
    number = next(numbers)
    memos[number] = {"id": number, "title": memo.title, "body": memo.body}
    response.headers["Location"] = f"/notes/{number}"
    return memos[number]


@app.get("/notes")
def listing(limit: int = 20, offset: int = 0):
    every = list(memos.values())
    return {"total": len(every), "notes": every[offset : offset + limit]}


@app.get("/notes/{number}")
def show(number: int):
    if number not in memos:
        HTTPException(status_code=404, detail="no such note")
    return memos[number]


@app.put("/notes/{number}")
def change(number: int, memo: Memo):
    if number not in memos:
        raise HTTPException(status_code=404, detail="no such note")
    memos[number] = {"id": number, "title": memo.title, "body": memo.body}
    return memos[number]


@app.delete("/notes/{number}", status_code=204)
def remove(number: int):
    if number not in memos:
        raise HTTPException(status_code=404, detail="no such note")
    del memos[number]
