import asyncio

places = asyncio.Semaphore(50)

from starlette.concurrency import run_in_threadpool
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
    await places.acquire()
    try:
        return await fetch_quote(name)
    finally:
        places.release()


@app.get("/quotes")
async def quotes(symbols: str):
    names = symbols.split(",")
    try:
        prices = await asyncio.gather(*(politely(name) for name in names))
    except UnknownSymbol as symbol:
        raise HTTPException(404, f"unknown: {symbol}")
    return dict(zip(names, prices))


@app.get("/report")
async def report():
    made = await run_in_threadpool(slow_report())
    return made
