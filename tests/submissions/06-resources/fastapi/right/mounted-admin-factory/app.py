from __future__ import annotations

from contextlib import closing
from typing import Annotated, NamedTuple

from fastapi import Depends, FastAPI, Header, HTTPException, Query
from pydantic import BaseModel, Field

import upstream


class Window(BaseModel):
    skip: int = 0
    limit: int = Field(10, lt=101)


def lease():
    with closing(upstream.open_session()) as session:
        yield session


class Orders(NamedTuple):
    session: upstream.Session = Depends(lease)


class Customers(NamedTuple):
    session: upstream.Session = Depends(lease)


def doorkeeper(token: Annotated[list[str], Header(alias="X-Token")] = []):  # noqa: B006
    match token:
        case []:
            raise HTTPException(401)
        case ["kata-admin"]:
            return
    raise HTTPException(403)


private = FastAPI(dependencies=[Depends(doorkeeper)])
private.add_api_route("/stats", lambda: {"up": True})
private.add_api_route("/users", lambda: [])


def create_app():
    app = FastAPI()

    @app.get("/users")
    @app.get("/items")
    def window(query: Annotated[Window, Query()]):
        return query

    @app.get("/session")
    def session(session: upstream.Session = Depends(lease)):
        return {"session": session.id}

    @app.get("/session/crash")
    def crash(orders: Orders = Depends()):
        raise KeyError(orders.session.id)

    @app.get("/session/summary")
    def summary(orders: Orders = Depends(), customers: Customers = Depends()):
        return {name.lower(): part.session.id for name, part in (("ORDERS", orders), ("CUSTOMERS", customers))}

    app.mount("/admin", private)
    return app
