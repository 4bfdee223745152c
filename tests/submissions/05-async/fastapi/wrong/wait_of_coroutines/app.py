

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
    done, _ = await asyncio.wait([fetch_quote(name) for name in wanted])
    return dict(zip(wanted, [one.result() for one in done]))


@app.get("/report")
def long_report():
    return slow_report()
