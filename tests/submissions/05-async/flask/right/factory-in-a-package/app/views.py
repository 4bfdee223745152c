import asyncio

from flask import Blueprint, abort, request
from upstream import UnknownSymbol, fetch_quote

from . import counter

bp = Blueprint("service", __name__)


@bp.get("/async")
async def wait_a_second():
    await asyncio.sleep(1.0)
    return {"message": "Async operation completed"}


@bp.get("/quotes")
async def quotes():
    symbols = request.args["symbols"].split(",")
    asked = [asyncio.to_thread(fetch_quote, symbol) for symbol in symbols]
    results = await asyncio.gather(*asked, return_exceptions=True)
    for result in results:
        if isinstance(result, UnknownSymbol):
            abort(404, description=f"There is no {result} here.")
    return {symbol: price for symbol, price in zip(symbols, results)}


@bp.post("/hits")
def hit():
    counter.add()
    return {"hits": counter.total()}, 201


@bp.get("/hits")
def hits():
    return {"hits": counter.total()}
