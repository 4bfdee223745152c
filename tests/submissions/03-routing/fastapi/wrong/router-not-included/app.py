from fastapi import FastAPI

import home
from things import router

app = FastAPI()
app.include_router(home.router)
