from fastapi import FastAPI

from home import router
from things import router

app = FastAPI()
app.include_router(router)
app.include_router(router, prefix="/items")
