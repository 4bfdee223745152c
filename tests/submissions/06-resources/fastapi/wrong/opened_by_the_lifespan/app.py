from contextlib import asynccontextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query

from upstream import Session, open_session

shared = {}


@asynccontextmanager
async def whole_life(_: FastAPI):
    shared["link"] = open_session()
    yield
    shared.pop("link").close()


app = FastAPI(lifespan=whole_life)


def page(skip: int = 0, limit: int = Query(10, le=100)):
    return {"skip": skip, "limit": limit}


@app.get("/users")
def users(page: dict = Depends(page)):
    return page


@app.get("/items")
def items(page: dict = Depends(page)):
    return page


def get_session():
    return shared["link"]


@app.get("/session")
def show(session: Annotated[Session, Depends(get_session)]):
    return {"session": session.id}


@app.get("/session/crash")
def crash(session: Annotated[Session, Depends(get_session)]):
    raise RuntimeError("crash")


def orders(session: Annotated[Session, Depends(get_session)]):
    return session.id


def customers(session: Annotated[Session, Depends(get_session)]):
    return session.id


@app.get("/session/summary")
def summary(orders: str = Depends(orders), customers: str = Depends(customers)):
    return {"orders": orders, "customers": customers}


def guard(x_token: Annotated[str | None, Header()] = None):
    if x_token is None:
        raise HTTPException(401)
    if x_token != "kata-admin":
        raise HTTPException(403)


admin = APIRouter(prefix="/admin", dependencies=[Depends(guard)])


@admin.get("/stats")
def stats():
    return {"visits": 12}


@admin.get("/users")
def admin_users():
    return ["Ada"]


app.include_router(admin)
