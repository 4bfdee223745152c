from fastapi import FastAPI

import home
from things import router

app = FastAPI()
app.include_router(home.router)
app.include_router(router, prefix="/items")
