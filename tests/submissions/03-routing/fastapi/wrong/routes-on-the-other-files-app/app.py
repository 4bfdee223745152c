import things
from fastapi import FastAPI

ready = bool(things.api.routes)
api = FastAPI()
