from typing import Optional

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query
from upstream import open_session

app = FastAPI()
DEFAULTS = {"skip": 0, "limit": 10}


def get_params(skip: Optional[int] = Query(None), limit: Optional[int] = Query(None, le=100)):
    params = DEFAULTS
    if skip is not None:
        params["skip"] = skip
    if limit is not None:
        params["limit"] = limit
    return params


@app.get("/users")
def users(params: dict = Depends(get_params)):
    return params


@app.get("/items")
def items(params: dict = Depends(get_params)):
    return params


def upstream_session():
    s = open_session()
    try:
        yield s
    finally:
        s.close()


@app.get("/session")
def session(s=Depends(upstream_session)):
    return {"session": s.id}


@app.get("/session/crash")
def crash(s=Depends(upstream_session)):
    return 1 / 0


def session_id(s=Depends(upstream_session)):
    return s.id


def orders(s=Depends(upstream_session)):
    return s.id


@app.get("/session/summary")
def summary(orders=Depends(orders), customers=Depends(session_id)):
    return {"orders": orders, "customers": customers}


def admin_only(x_token: Optional[str] = Header(None)):
    if x_token is None:
        raise HTTPException(401)
    elif x_token != "kata-admin":
        raise HTTPException(403)


admin = APIRouter(prefix="/admin", dependencies=[Depends(admin_only)])


@admin.get("/stats")
def stats():
    return {}


@admin.get("/users")
def admin_users():
    return []


app.include_router(admin)
