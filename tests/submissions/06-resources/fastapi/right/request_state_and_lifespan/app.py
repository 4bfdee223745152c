"""A client of its own, opened for the life of the app; a pair of sub-dependencies that share a request's stack."""

import os
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query, Request


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with httpx.AsyncClient(base_url=os.environ["UPSTREAM_URL"]) as client:
        app.state.client = client
        yield


app = FastAPI(lifespan=lifespan)


def skip_of(skip: int = 0):
    return skip


def limit_of(limit: int = Query(10, le=100)):
    return limit


def paging(skip: int = Depends(skip_of), limit: int = Depends(limit_of)):
    return dict(skip=skip, limit=limit)


for path in ("/users", "/items"):
    app.add_api_route(path, lambda page=Depends(paging): page)


@asynccontextmanager
async def opened(client):
    session_id = (await client.post("/sessions")).json()["id"]
    try:
        yield session_id
    finally:
        await client.delete(f"/sessions/{session_id}")


async def the_session(request: Request):
    async with AsyncExitStack() as stack:
        yield await stack.enter_async_context(opened(request.app.state.client))


@app.get("/session")
async def session(session: str = Depends(the_session)):
    return {"session": session}


@app.get("/session/crash")
async def crash(session: str = Depends(the_session)):
    raise OSError(session)


@app.get("/session/summary")
async def summary(a: str = Depends(the_session), b: str = Depends(the_session)):
    return {"orders": a, "customers": b}


async def token(x_token: str | None = Header(default=None)):
    if x_token is None:
        raise HTTPException(401, headers={"WWW-Authenticate": "X-Token"})
    return x_token


async def admin_token(token: str = Depends(token)):
    if token != "kata-admin":
        raise HTTPException(403)


admin = APIRouter()


@admin.get("/stats")
async def stats():
    return {"visits": 1}


@admin.get("/users")
async def users():
    return {"users": []}


app.include_router(admin, prefix="/admin", dependencies=[Depends(admin_token)])
