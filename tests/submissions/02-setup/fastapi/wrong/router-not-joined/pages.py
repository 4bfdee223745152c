from fastapi import APIRouter

pages = APIRouter()


@pages.get("/")
def hello():
    return {"Hello": "World"}
