"""05-async in FastAPI: one right answer."""

import asyncio

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


@app.get("/quotes")
async def quotes(symbols: str):
    names = symbols.split(",")
    try:
        prices = await asyncio.gather(*(fetch_quote(name) for name in names))
    except UnknownSymbol as symbol:
        raise HTTPException(404, f"unknown symbol: {symbol}") from symbol
    return dict(zip(names, prices, strict=True))


# A plain def: FastAPI runs it in a thread, and the event loop stays free.
@app.get("/report")
def report():
    return slow_report()
