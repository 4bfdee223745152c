import fastapi
from pages import router

app = fastapi.FastAPI
app.include_router(router)
