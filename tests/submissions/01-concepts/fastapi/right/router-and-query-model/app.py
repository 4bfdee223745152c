from fastapi import FastAPI

from routes import router

app = FastAPI(root_path="/api")
app.openapi_version = "3.0.3"
app.include_router(router)
