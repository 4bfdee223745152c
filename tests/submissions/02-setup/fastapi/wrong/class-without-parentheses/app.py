from fastapi import FastAPI

api = FastAPI


@api.get("/")
def start():
    return {"Hello": "World"}
