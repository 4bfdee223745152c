

import asyncio

from fastapi import FastAPI, HTTPException
from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()


@app.get("/ping")
async def ping():
    return "pong"


@app.get("/quotes")
async def all_prices(symbols: str):
    wanted = symbols.split(",")
    try:
        found = await asyncio.gather(*map(fetch_quote, wanted))
    except UnknownSymbol as missing:
        raise HTTPException(404, str(missing))
    return dict(zip(wanted, found))


@app.get("/report")
def long_report():
    return slow_report()
from waiting import router

app.include_router(router)
