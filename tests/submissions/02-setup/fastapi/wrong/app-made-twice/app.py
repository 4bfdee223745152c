from fastapi import FastAPI

server = FastAPI()


@server.get("/")
def hello():
    return {"Hello": "World"}


server = FastAPI(title="The real one")
