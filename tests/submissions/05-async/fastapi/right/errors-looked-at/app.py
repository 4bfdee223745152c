

import asyncio

from fastapi import FastAPI, HTTPException
from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()


@app.get("/ping")
async def ping():
    return "pong"
turn = asyncio.Lock()
answered = []


@app.get("/async")
async def second():
    pause = asyncio.create_task(asyncio.sleep(1))
    async with turn:
        answered.append(1)
    await pause
    return {"message": "Async operation completed"}


@app.get("/quotes")
async def all_prices(symbols: str):
    wanted = symbols.split(",")
    found = await asyncio.gather(*map(fetch_quote, wanted), return_exceptions=True)
    for price in found:
        if isinstance(price, UnknownSymbol):
            raise HTTPException(404, f"{price} is unknown")
    return dict(zip(wanted, found))


@app.get("/report")
async def long_report():
    return await asyncio.get_running_loop().run_in_executor(None, slow_report)
