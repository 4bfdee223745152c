from fastapi import FastAPI

from notes.database import init_db
from notes.router import router

init_db()
app = FastAPI(title="Notes")
app.include_router(router)
