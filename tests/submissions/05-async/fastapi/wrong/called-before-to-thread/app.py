import asyncio
from asyncio import gather, sleep

from fastapi import FastAPI, HTTPException

from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()


@app.get("/ping")
async def ping():
    return "pong"


@app.get("/async")
async def read_async():
    await sleep(1)
    return {"message": "Async operation completed"}


@app.get("/quotes")
async def read_quotes(symbols: str):
    names = [s.strip() for s in symbols.split(",")]
    try:
        prices = await gather(*map(fetch_quote, names))
    except UnknownSymbol as err:
        raise HTTPException(status_code=404, detail=f"Symbol {err} not found")
    return dict(zip(names, prices))


@app.get("/report")
async def read_report():
    return await asyncio.to_thread(dict, slow_report())
