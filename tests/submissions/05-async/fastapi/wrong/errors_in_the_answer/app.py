

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
    wanted = symbols.split(",")
    found = await asyncio.gather(*map(fetch_quote, wanted), return_exceptions=True)
    return {name: price for name, price in zip(wanted, found)}


@app.get("/report")
def long_report():
    return slow_report()
