import threading

import uvicorn
from fastapi import FastAPI

service = FastAPI()


@service.get("/")
def hello():
    return {"Hello": "World"}


def start():
    uvicorn.run(service, port=8124)


background = threading.Thread(target=start, daemon=True)
background.start()
