"""An object for the whole app gives out sessions; errors of the app's own become answers in a handler."""

import functools
from typing import Annotated

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse

from upstream import open_session

app = FastAPI()


class Denied(Exception):
    def __init__(self, status):
        self.status = status


@app.exception_handler(Denied)
def denied(request: Request, error: Denied):
    return JSONResponse({"denied": True}, error.status)


@app.exception_handler(Exception)
def broken(request: Request, error: Exception):
    return JSONResponse({"error": type(error).__name__}, 500)


class Pool:
    def open(self):
        return open_session()


@functools.lru_cache
def get_pool():
    return Pool()


def get_session(pool: Pool = Depends(get_pool)):
    session = pool.open()
    try:
        yield session
    except Exception:
        raise
    finally:
        session.close()


def get_id(session=Depends(get_session)):
    return session.id


def common(skip: int = 0, limit: int = 10):
    if limit > 100:
        raise Denied(422)
    return {"skip": skip, "limit": limit}


Common = Annotated[dict, Depends(common)]


@app.get("/users")
def users(common: Common):
    return common


@app.get("/items")
def items(common: Common):
    return common


@app.get("/session")
def session(session_id: str = Depends(get_id)):
    return {"session": session_id}


@app.get("/session/crash", dependencies=[Depends(get_session)])
def crash():
    raise RuntimeError


def orders(session_id: str = Depends(get_id)):
    return session_id


def customers(session_id: str = Depends(get_id)):
    return session_id


@app.get("/session/summary")
def summary(orders: str = Depends(orders), customers: str = Depends(customers)):
    return {"orders": orders, "customers": customers}


def guard(request: Request):
    token = request.headers.get("X-Token")
    if token is None:
        raise Denied(401)
    if token != "kata-admin":
        raise Denied(403)


@app.get("/admin/stats")
def stats(_=Depends(guard)):
    return "fine"


@app.get("/admin/users")
def admin_users(_=Depends(guard)):
    return "fine too"
