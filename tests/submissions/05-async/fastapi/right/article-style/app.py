from fastapi import FastAPI, HTTPException
import asyncio

from upstream import UnknownSymbol, fetch_quote, slow_report

app = FastAPI()

@app.get('/ping')
async def ping():
    return "pong"

@app.get('/async')
async def async_route():
    await asyncio.sleep(1)
    return {"message": "Async operation completed"}

@app.get('/quotes')
async def quotes(symbols: str):
    tasks = {name: asyncio.create_task(fetch_quote(name)) for name in symbols.split(',')}
    try:
        return {name: await task for name, task in tasks.items()}
    except UnknownSymbol as e:
        raise HTTPException(status_code=404, detail=str(e))

@app.get('/report')
async def report():
    return await asyncio.to_thread(slow_report)
