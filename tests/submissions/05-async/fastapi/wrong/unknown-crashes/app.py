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


@app.get("/quotes")
async def quotes(symbols: str):
    names = symbols.split(",")
    prices = await asyncio.gather(*[fetch_quote(name) for name in names])
    return dict(zip(names, prices))


@app.get("/report")
def report():
    return slow_report()
