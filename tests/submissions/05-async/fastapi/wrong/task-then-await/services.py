import asyncio
import time

from fastapi.concurrency import run_in_threadpool

from upstream import fetch_quote, slow_report


async def do_work():
    await asyncio.sleep(1)


async def get_prices(symbols):
    prices = {}
    for symbol in symbols:
        task = asyncio.create_task(fetch_quote(symbol))
        prices[symbol] = await task
    return prices


async def get_report():
    return await run_in_threadpool(slow_report)
