from fastapi import FastAPI


def make_app():
    service = FastAPI()

    @service.get("/")
    def hello():
        return {"Hello": "World"}
