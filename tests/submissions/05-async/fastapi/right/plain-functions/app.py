"""No async view at all: FastAPI runs each of them in a thread."""

import asyncio
import time

from fastapi import FastAPI, Query
from fastapi.responses import JSONResponse
from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()


@app.get("/ping")
def ping():
    return {"ping": "pong"}


@app.get("/async")
def wait():
    time.sleep(1)
    return {"message": "Async operation completed"}


@app.get("/quotes")
def quotes(symbols: str = Query()):
    async def all_of_them():
        return await asyncio.gather(*map(fetch_quote, symbols.split(",")))

    try:
        return dict(zip(symbols.split(","), asyncio.run(all_of_them())))
    except UnknownSymbol as error:
        return JSONResponse({"error": "unknown symbol", "symbol": str(error)}, status_code=404)


@app.get("/report")
def report() -> dict[str, str]:
    return slow_report()
