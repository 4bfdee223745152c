import asyncio
from concurrent.futures import ThreadPoolExecutor

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
        prices = await asyncio.gather(*[fetch_quote(name) for name in names])
    except UnknownSymbol as symbol:
        raise HTTPException(404, f"unknown: {symbol}")
    return dict(zip(names, prices))


threads = ThreadPoolExecutor()


@app.get("/report")
async def report():
    return threads.submit(slow_report).result()
