from fastapi import FastAPI

app = FastAPI()
api = FastAPI()


@api.get("/")
def hello():
    return {"Hello": "World"}
