from typing import Optional

from fastapi import APIRouter, Depends, FastAPI, Header, Query, status
from fastapi.responses import JSONResponse

from upstream import Session, open_session

app = FastAPI()

ADMIN_TOKEN = "kata-admin"


class CommonQueryParams:
    def __init__(self, skip: int = Query(0, ge=0), limit: int = Query(10, ge=1, le=100)):
        self.skip = skip
        self.limit = limit

    def as_dict(self):
        return {"skip": self.skip, "limit": self.limit}


@app.get("/users")
async def list_users(commons: CommonQueryParams = Depends()):
    return commons.as_dict()


@app.get("/items")
async def list_items(commons: CommonQueryParams = Depends()):
    return commons.as_dict()


def upstream_session():
    session = open_session()
    try:
        yield session
    finally:
        session.close()


def orders(session: Session = Depends(upstream_session)):
    return session.id


def customers(session: Session = Depends(upstream_session)):
    return session.id


@app.get("/session")
def session(session: Session = Depends(upstream_session)):
    return {"session": session.id}


@app.get("/session/crash")
def session_crash(session: Session = Depends(upstream_session)):
    raise ValueError("crash")


@app.get("/session/summary")
def session_summary(orders: str = Depends(orders), customers: str = Depends(customers)):
    return {"orders": orders, "customers": customers}


def require_admin(x_token: Optional[str] = Header(default=None)):
    if x_token is None:
        return JSONResponse({"detail": "Missing token"}, status.HTTP_401_UNAUTHORIZED)
    if x_token != ADMIN_TOKEN:
        return JSONResponse({"detail": "Wrong token"}, status.HTTP_403_FORBIDDEN)


admin = APIRouter(prefix="/admin", dependencies=[Depends(require_admin)])


@admin.get("/stats")
def stats():
    return {"users": 2}


@admin.get("/users")
def admin_users():
    return {"users": ["root", "admin"]}


app.include_router(admin)
