import asyncio
from time import monotonic

from fastapi import FastAPI, HTTPException
from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()


@app.get("/ping")
async def ping():
    return "pong"


def work_until(end):
    number = 0
    while monotonic() < end:
        number += 1
    return number


@app.get("/async")
async def wait():
    work_until(monotonic() + 1)
    return {"message": "Async operation completed"}


@app.get("/quotes")
async def quotes(symbols: str):
    names = symbols.split(",")
    try:
        prices = await asyncio.gather(*[fetch_quote(name) for name in names])
    except UnknownSymbol as symbol:
        raise HTTPException(404, f"unknown: {symbol}")
    return dict(zip(names, prices))


@app.get("/report")
def report():
    return slow_report()
