from asyncio import gather as together
from asyncio import sleep as nap

from fastapi import FastAPI, Request
from fastapi.concurrency import run_in_threadpool as elsewhere
from fastapi.responses import PlainTextResponse
from upstream import UnknownSymbol as Unknown
from upstream import fetch_quote as price_of
from upstream import slow_report


def create_app():
    app = FastAPI(title="Prices")

    @app.exception_handler(Unknown)
    async def unknown(request: Request, error: Unknown):
        return PlainTextResponse(f"No price for {error}", status_code=404)

    @app.get("/ping")
    async def ping():
        return {}

    @app.get("/async")
    async def wait():
        for _ in range(10):
            await nap(0.1)
        return {"message": "Async operation completed"}

    @app.get("/quotes")
    async def quotes(request: Request):
        names = request.query_params["symbols"].split(",")
        results = await together(*[price_of(name) for name in names], return_exceptions=True)
        for result in results:
            if isinstance(result, Exception):
                raise result
        return {name: result for name, result in zip(names, results)}

    @app.get("/report")
    async def report():
        return await elsewhere(slow_report)

    return app
