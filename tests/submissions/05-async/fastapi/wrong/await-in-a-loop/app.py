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
    prices = {}
    for name in symbols.split(","):
        try:
            prices[name] = await fetch_quote(name)
        except UnknownSymbol:
            raise HTTPException(status_code=404, detail={"unknown": name})
    return prices


@app.get("/report")
def report():
    return slow_report()
