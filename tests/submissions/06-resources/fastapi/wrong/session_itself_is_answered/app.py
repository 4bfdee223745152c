

from fastapi import APIRouter, Depends, FastAPI, Header, HTTPException, Query
from upstream import open_session

app = FastAPI()


def page(skip: int = 0, limit: int = Query(10, le=100)):
    return {"skip": skip, "limit": limit}


@app.get("/users")
def users(found=Depends(page)):
    return found


@app.get("/items")
def items(found=Depends(page)):
    return found


def session_of_request():
    opened = open_session()
    try:
        yield opened
    finally:
        opened.close()
@app.get("/session")
def one(opened=Depends(session_of_request)):
    return {"session": opened}


@app.get("/session/crash")
def crash(opened=Depends(session_of_request)):
    raise ValueError("on purpose")


def orders_of(opened=Depends(session_of_request)):
    return opened.id


def customers_of(opened=Depends(session_of_request)):
    return opened.id


@app.get("/session/summary")
def both(orders=Depends(orders_of), customers=Depends(customers_of)):
    return {"orders": orders, "customers": customers}


def gatekeeper(x_token: str | None = Header(None)):
    if x_token is None:
        raise HTTPException(401)
    if x_token != "kata-admin":
        raise HTTPException(403)


admin = APIRouter(prefix="/admin", dependencies=[Depends(gatekeeper)])


@admin.get("/stats")
def numbers():
    return {"visits": 12}


@admin.get("/users")
def names():
    return ["Ida", "Max"]


app.include_router(admin)
