from fastapi import FastAPI

from web import Stamp

service = FastAPI()
service.add_middleware(Stamp)


@service.get("/")
def greeting():
    return {"Hello": "World"}
