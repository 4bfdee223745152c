from fastapi import FastAPI

import front

service = FastAPI()

service.mount(path="", app=front.front)
