"""06-resources in FastAPI: one right answer."""

from typing import Annotated

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query
from upstream import Session, open_session

app = FastAPI()


def paging(skip: int = 0, limit: Annotated[int, Query(le=100)] = 10):
    return {"skip": skip, "limit": limit}


@app.get("/users")
def read_users(page: Annotated[dict, Depends(paging)]):
    return page


@app.get("/items")
def read_items(page: Annotated[dict, Depends(paging)]):
    return page


# Everything after the yield is done after the answer, also where the function below raised.
def get_session():
    session = open_session()
    try:
        yield session
    finally:
        session.close()


OpenSession = Annotated[Session, Depends(get_session)]


@app.get("/session")
def show_session(session: OpenSession):
    return {"session": session.id}


@app.get("/session/crash")
def crash(session: OpenSession):
    raise RuntimeError(f"the session {session.id} was open when this happened")


# Both need the session. In one request FastAPI opens it once and gives it to both.
def get_orders(session: OpenSession):
    return session.id


def get_customers(session: OpenSession):
    return session.id


@app.get("/session/summary")
def summary(orders: Annotated[str, Depends(get_orders)], customers: Annotated[str, Depends(get_customers)]):
    return {"orders": orders, "customers": customers}


def check_token(x_token: Annotated[str | None, Header()] = None):
    if x_token is None:
        raise HTTPException(401, "The header X-Token is missing.")
    if x_token != "kata-admin":
        raise HTTPException(403, "The header X-Token is wrong.")


admin = APIRouter(prefix="/admin", dependencies=[Depends(check_token)])


@admin.get("/stats")
def read_stats():
    return {"visits": 3}


@admin.get("/users")
def read_admins():
    return ["Ada", "Grace"]


app.include_router(admin)
