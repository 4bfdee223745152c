from contextlib import asynccontextmanager

from fastapi import FastAPI, Request


@asynccontextmanager
async def lifespan(app: FastAPI):
    print("opening")
    yield {"greeting": {"Hello": "World"}}
    print("closing")


app = FastAPI(lifespan=lifespan)


@app.get("/")
async def root(request: Request):
    return request.state.greeting
