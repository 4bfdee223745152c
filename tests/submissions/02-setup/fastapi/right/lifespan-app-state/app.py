from contextlib import asynccontextmanager

from fastapi import FastAPI, Request


@asynccontextmanager
async def lifespan(app):
    app.state.whom = "World"
    yield


app = FastAPI(lifespan=lifespan)


@app.get("/")
def root(request: Request):
    return {"Hello": request.app.state.whom}
