"""Objects that can be called as dependencies; the session ends with the function; the order of closing is early."""

from typing import Annotated, Any

from fastapi import Depends, FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse

import upstream

app = FastAPI()


class Paging:
    def __init__(self, most: int):
        self.most = most

    def __call__(self, skip: int = 0, limit: int = 10) -> dict[str, int]:
        if limit > self.most:
            raise HTTPException(422, f"limit may be {self.most} and no more")
        return {"skip": skip, "limit": limit}


class Opener:
    def __call__(self):
        session = upstream.open_session()
        try:
            yield session
        finally:
            session.close()


Page = Annotated[dict[str, Any], Depends(Paging(100))]
opener = Opener()


@app.get("/users")
def users(page: Page):
    return JSONResponse(page)


@app.get("/items")
def items(page: Page):
    return page


def opened(session: Annotated[upstream.Session, Depends(opener, scope="function")]):
    return session


@app.get("/session")
def session(session=Depends(opened)):
    return {"session": session.id}


@app.get("/session/crash")
def crash(session=Depends(opened)):
    assert session.id == "no such thing"


def orders(session=Depends(opened)):
    yield session


def customers(session=Depends(opened)):
    return session


@app.get("/session/summary")
def summary(orders=Depends(orders), customers=Depends(customers)):
    return {"orders": orders.id, "customers": customers.id}


@app.middleware("http")
async def guard(request: Request, call_next):
    if request.url.path.startswith("/admin"):
        token = request.headers.get("x-token")
        if token is None:
            return JSONResponse({"detail": "who are you?"}, 401)
        if token != "kata-admin":
            return JSONResponse({"detail": "not you"}, 403)
    return await call_next(request)


@app.get("/admin/{what}")
def admin(what: str):
    return {"about": what}
