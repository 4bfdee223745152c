import sqlite3
import threading

from fastapi import FastAPI, HTTPException
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field


class Entry(BaseModel, extra="forbid", strict=True):
    title: str = Field(..., min_length=1)
    body: str = Field(...)


class Notebook:
    def __init__(self):
        self.guard = threading.RLock()
        self.db = sqlite3.connect(":memory:", check_same_thread=False, isolation_level=None)
        self.db.execute("create table entries (n integer primary key, title text, body text, deleted int default 0)")

    def ask(self, sql, *values):
        with self.guard:
            return self.db.execute(sql, values).fetchall()

    def add(self, entry):
        with self.guard:
            self.ask("insert into entries (title, body) values (?, ?)", entry.title, entry.body)
            ((number,),) = self.ask("select last_insert_rowid()")
            return number

    def find(self, number):
        rows = self.ask("select title, body from entries where n = ?", number)
        if not rows:
            raise HTTPException(status_code=404, detail="Not in this notebook")
        return {"id": number, "title": rows[0][0], "body": rows[0][1]}


def create_app():
    app, book = FastAPI(redirect_slashes=False), Notebook()

    @app.post("/notes")
    def write(entry: Entry):
        number = book.add(entry)
        return JSONResponse(book.find(number), status_code=201, headers={"location": f"/notes/{number}"})

    @app.get("/notes")
    def leaf_through(limit: int = 100, offset: int = 0):
        rows = book.ask("select n from entries where not deleted order by n limit ? offset ?", limit, offset)
        total = book.ask("select count(*) from entries where not deleted")[0][0]
        return {"total": total, "notes": [book.find(number) for (number,) in rows]}

    @app.get("/notes/{number}")
    def show(number: int):
        return book.find(number)

    def find_for_change(number):
        if not book.ask("select n from entries where n = ? and not deleted", number):
            raise HTTPException(status_code=404, detail="Not in this notebook")

    @app.put("/notes/{number}")
    def rewrite(number: int, entry: Entry):
        find_for_change(number)
        book.ask("update entries set title = ?, body = ? where n = ?", entry.title, entry.body, number)
        return book.find(number)

    @app.delete("/notes/{number}", status_code=204, response_class=JSONResponse)
    def tear_out(number: int) -> None:
        find_for_change(number)
        book.ask("update entries set deleted = 1 where n = ?", number)

    return app
