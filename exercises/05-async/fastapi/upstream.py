"""The price service and the slow report, as functions. They are given: read them, and leave them as they are.

The service answers each request over HTTP, so asking it means waiting. Its address is in the environment
variable UPSTREAM_URL. `kata check` sets that variable. By hand, start the service with `kata upstream`.
"""

import os
from urllib.parse import quote

import httpx

UPSTREAM_URL = os.environ.get("UPSTREAM_URL", "http://127.0.0.1:9000")


class UnknownSymbol(Exception):
    """The service does not know this symbol: str() of the error is the symbol."""


async def fetch_quote(symbol: str) -> float:
    """Ask the service for the price of one symbol; while it waits, the event loop is free."""
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"{UPSTREAM_URL}/quotes/{quote(symbol, safe='')}")
    if answer.status_code == 404:
        raise UnknownSymbol(symbol)
    answer.raise_for_status()
    return answer.json()["price"]


def slow_report() -> dict:
    """Ask the service for its report. An ordinary function: it blocks its thread while it waits."""
    answer = httpx.get(f"{UPSTREAM_URL}/report", timeout=30)
    answer.raise_for_status()
    return answer.json()
