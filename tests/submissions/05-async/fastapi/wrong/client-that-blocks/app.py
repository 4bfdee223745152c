import asyncio
import os

import httpx

from fastapi import FastAPI, HTTPException
from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()


@app.get("/ping")
async def ping():
    return "pong"


@app.get("/async")
async def wait():
    await asyncio.sleep(1)
    return {"message": "Async operation completed"}


def price_of(name):
    answer = httpx.get(f"{os.environ['UPSTREAM_URL']}/quotes/{name}")
    if answer.status_code == 404:
        raise HTTPException(404, f"no symbol {name}")
    return answer.json()["price"]


@app.get("/quotes")
async def quotes(symbols: str):
    return {name: price_of(name) for name in symbols.split(",")}


@app.get("/report")
def report():
    return slow_report()
