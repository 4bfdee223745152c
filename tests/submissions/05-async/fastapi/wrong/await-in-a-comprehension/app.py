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


async def prices_of(names):
    return {name: await fetch_quote(name) for name in names}


@app.get("/quotes")
async def quotes(symbols: str):
    try:
        return await prices_of(symbols.split(","))
    except UnknownSymbol as error:
        raise HTTPException(404, str(error)) from error


@app.get("/report")
def report():
    return slow_report()
