from contextlib import asynccontextmanager, closing

from fastapi import Depends, FastAPI, Query
from fastapi.responses import JSONResponse
from upstream import open_session


@asynccontextmanager
async def lifespan(app):
    app.state.token = "kata-admin"
    yield


app = FastAPI(lifespan=lifespan)


@app.middleware("http")
async def doorman(request, call_next):
    token = request.headers.get("x-token")
    if request.url.path.startswith("/admin") and token != app.state.token:
        return JSONResponse({"detail": "no"}, status_code=401 if token is None else 403)
    return await call_next(request)


@app.get("/admin/stats")
@app.get("/admin/users")
def inside():
    return {"visits": min(12, 100)}


def page(skip: int = 0, limit: int = Query(10, le=100)):
    return {"skip": skip, "limit": limit}


@app.get("/users")
def users(found=Depends(page)):
    return found


@app.get("/items")
def items(found=Depends(page)):
    return found
def session_of_request():
    with closing(open_session()) as opened:
        yield opened


@app.get("/session")
def one(opened=Depends(session_of_request)):
    return {"session": opened.id}


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
