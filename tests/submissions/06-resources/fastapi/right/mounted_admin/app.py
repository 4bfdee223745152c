"""The admin part is an app of its own, mounted, with its guard for the whole of it; a model for the page."""

from collections.abc import Iterator
from contextlib import closing
from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, HTTPException, Security
from fastapi.security import APIKeyHeader
from pydantic import BaseModel, Field

from upstream import Session, open_session

key = APIKeyHeader(name="X-Token", auto_error=False)


class Page(BaseModel):
    skip: int = Field(0, ge=0)
    limit: int = Field(10, gt=0, le=100)


def page(given: Annotated[Page, Depends()]) -> Page:
    return given


def upstream_session() -> Iterator[Session]:
    with closing(open_session()) as session:
        yield session


def guard(token: Annotated[str | None, Security(key)]) -> None:
    if token is None:
        raise HTTPException(401)
    if token != "kata-admin":
        raise HTTPException(403)


lists = APIRouter()
sessions = APIRouter(prefix="/session")
admin = FastAPI(dependencies=[Depends(guard)], openapi_url=None)
Opened = Annotated[Session, Depends(upstream_session)]


@lists.get("/users")
@lists.get("/items")
def read(page: Annotated[Page, Depends(page)]) -> Page:
    return page


@sessions.get("")
def show(session: Opened) -> dict[str, str]:
    return {"session": session.id}


@sessions.get("/crash")
def crash(session: Opened):
    raise NotImplementedError


class Orders:
    def __init__(self, session: Opened):
        self.id = session.id


class Customers:
    def __init__(self, session: Opened):
        self.id = session.id


@sessions.get("/summary")
def summary(orders: Annotated[Orders, Depends()], customers: Annotated[Customers, Depends()]):
    return {"orders": orders.id, "customers": customers.id}


@admin.get("/stats")
def stats():
    return {}


@admin.get("/users")
def users():
    return []


app = FastAPI()
app.include_router(lists)
app.include_router(sessions)
app.mount("/admin", admin)
