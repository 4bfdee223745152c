from fastapi import FastAPI

application = FastAPI()


@aplication.get("/")
def x():
    return {"Hello": "World"}
