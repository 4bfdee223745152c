from fastapi import FastAPI

from .routers import start

app = FastAPI()
app.include_router(start.router)
