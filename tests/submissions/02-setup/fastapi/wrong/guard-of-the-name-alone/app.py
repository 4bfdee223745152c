import uvicorn
from fastapi import FastAPI

service = FastAPI()


@service.get("/")
def greeting():
    return {"Hello": "World"}


def serve():
    uvicorn.run(service, port=8765)

if __name__:
    serve()
