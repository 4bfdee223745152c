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


async def price_or_none(name):
    try:
        return await fetch_quote(name)
    except UnknownSymbol:
        return None


@app.get("/quotes")
async def quotes(symbols: str):
    names = symbols.split(",")
    return dict(zip(names, await asyncio.gather(*map(price_or_none, names))))


@app.get("/report")
def report():
    return slow_report()
