import asyncio

doors = asyncio.BoundedSemaphore(2)

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


async def politely(name):
    async with doors:
        return await fetch_quote(name)


@app.get("/quotes")
async def quotes(symbols: str):
    names = symbols.split(",")
    try:
        prices = await asyncio.gather(*(politely(name) for name in names))
    except UnknownSymbol as symbol:
        raise HTTPException(404, f"unknown: {symbol}")
    return dict(zip(names, prices))


@app.get("/report")
def report():
    return slow_report()
