import os
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI

from .views import router


@asynccontextmanager
async def lifespan(app: FastAPI):
    async with httpx.AsyncClient(base_url=os.environ["UPSTREAM_URL"]) as client:
        app.state.client = client
        yield


app = FastAPI(lifespan=lifespan)
app.include_router(router)
