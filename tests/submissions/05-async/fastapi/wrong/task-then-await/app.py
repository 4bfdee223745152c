from fastapi import FastAPI, HTTPException

import services
from upstream import UnknownSymbol

app = FastAPI()


@app.get("/ping")
async def ping():
    return "pong"


@app.get("/async")
async def run_async():
    await services.do_work()
    return {"message": "Async operation completed"}


@app.get("/quotes")
async def get_quotes(symbols: str):
    try:
        return await services.get_prices(symbols.split(","))
    except UnknownSymbol as unknown:
        raise HTTPException(404, detail={"unknown": str(unknown)})


@app.get("/report")
async def get_report():
    return await services.get_report()
