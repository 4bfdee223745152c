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
    return answer.json().get("price")


@app.get("/quotes")
async def quotes(symbols: str):
    names = symbols.split(",")
    prices = await asyncio.gather(*[price_of(name) for name in names])
    if None in prices:
        raise HTTPException(404, f"unknown: {names[prices.index(None)]}")
    return dict(zip(names, prices))


@app.get("/report")
def report():
    return slow_report()
