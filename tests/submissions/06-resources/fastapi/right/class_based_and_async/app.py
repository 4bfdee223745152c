"""A class as a dependency; an async generator; everything async; the guard on the routes one by one."""

from fastapi import Depends, FastAPI, Header, HTTPException, Query, status

from upstream import open_session

app = FastAPI()


class Page:
    def __init__(self, skip: int = Query(0, ge=0), limit: int = Query(default=10, ge=1, le=100)):
        self.skip = skip
        self.limit = limit


@app.get("/users")
async def users(page: Page = Depends()):
    return page


@app.get("/items")
async def items(page: Page = Depends(Page)):
    return {"limit": page.limit, "skip": page.skip}


async def session_of_request():
    opened = open_session()
    try:
        yield opened
    finally:
        opened.close()


@app.get("/session")
async def session(opened=Depends(session_of_request)):
    return {"session": opened.id}


@app.get("/session/crash")
async def crash(opened=Depends(session_of_request)):
    return {}["nothing"]


async def orders(opened=Depends(session_of_request)):
    return {"orders": opened.id}


async def customers(opened=Depends(session_of_request)):
    return {"customers": opened.id}


@app.get("/session/summary")
async def summary(first=Depends(orders), second=Depends(customers)):
    return {**first, **second}


async def only_admins(token: str = Header(None, alias="X-Token")):
    if not token:
        raise HTTPException(status_code=status.HTTP_401_UNAUTHORIZED)
    if token != "kata-admin":
        raise HTTPException(status_code=status.HTTP_403_FORBIDDEN, detail={"reason": "wrong"})


@app.get("/admin/stats", dependencies=[Depends(only_admins)])
async def stats():
    return 7


@app.get("/admin/users", dependencies=[Depends(only_admins)])
async def admin_users():
    return None
