from fastapi import FastAPI

from . import words
from .pages import router

app = FastAPI(description=words.GREETING)
app.include_router(router)
