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


async def collect(names):
    return await asyncio.gather(*map(fetch_quote, names))


@app.get("/quotes")
async def quotes(symbols: str):
    names = symbols.split(",")
    try:
        return dict(zip(names, asyncio.run(collect(names))))
    except UnknownSymbol as symbol:
        raise HTTPException(404, f"unknown: {symbol}")


@app.get("/report")
def report():
    return slow_report()
