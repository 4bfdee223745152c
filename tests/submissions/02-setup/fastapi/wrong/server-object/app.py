import asyncio

from fastapi import FastAPI
from uvicorn import Config, Server

app = FastAPI()


@app.get("/")
def hello():
    return {"Hello": "World"}


async def serve():
    await Server(Config(app, port=8123)).serve()


asyncio.run(serve())
