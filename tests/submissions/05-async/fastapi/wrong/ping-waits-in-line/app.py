import asyncio

gate = asyncio.Lock()
busy = 0

from fastapi import FastAPI, HTTPException
from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()


@app.get("/ping")
async def ping():
    return "pong"


@app.middleware("http")
async def ping_last(request, call_next):
    global busy
    if request.url.path == "/ping":
        while busy:
            await asyncio.sleep(0.05)
    busy += 1
    try:
        return await call_next(request)
    finally:
        busy -= 1


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


@app.get("/report")
def report():
    return slow_report()
