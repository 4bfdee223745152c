

import asyncio

from fastapi import FastAPI, HTTPException
from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()


@app.get("/ping")
async def ping():
    return "pong"


@app.get("/async")
async def second():
    await asyncio.sleep(1)
    return {"message": "Async operation completed"}
@app.get("/quotes")
async def all_prices(symbols: str):
    first, *rest = symbols.split(",")
    try:
        start = await fetch_quote(first)
        others = await asyncio.gather(*map(fetch_quote, rest))
    except UnknownSymbol as missing:
        raise HTTPException(404, str(missing))
    return dict(zip([first, *rest], [start, *others]))


@app.get("/report")
def long_report():
    return slow_report()
