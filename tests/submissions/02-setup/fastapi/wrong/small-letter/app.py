from fastapi import FastAPI

application = FastAPI()


@application.get("/")
def hello():
    return {"Hello": "world!"}
