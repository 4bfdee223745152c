from fastapi import FastAPI
from fastapi.middleware import Middleware
from fastapi.middleware import httpsredirect as secure

service = FastAPI(
    middleware=[Middleware(secure.HTTPSRedirectMiddleware)],
)


@service.get("/")
def greeting():
    return {"Hello": "World"}
