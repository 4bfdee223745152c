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
    try:
        async with asyncio.TaskGroup() as group:
            tasks = {name: group.create_task(fetch_quote(name)) for name in symbols.split(",")}
    except UnknownSymbol as symbol:
        raise HTTPException(404, f"unknown: {symbol}")
    return {name: task.result() for name, task in tasks.items()}


@app.get("/report")
def report():
    return slow_report()
