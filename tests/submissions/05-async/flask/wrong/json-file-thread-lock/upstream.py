"""The price service, as a function. It is given: read it, and leave it as it is.

The service answers each request over HTTP, so asking it means waiting. Its address is in the environment
variable UPSTREAM_URL. `kata check` sets that variable. By hand, start the service with `kata upstream`.
"""

import os
from urllib.parse import quote

import httpx

UPSTREAM_URL = os.environ.get("UPSTREAM_URL", "http://127.0.0.1:9000")


class UnknownSymbol(Exception):
    """The service does not know this symbol: str() of the error is the symbol."""


def fetch_quote(symbol: str) -> float:
    """Ask the service for the price of one symbol, and wait for its answer."""
    answer = httpx.get(f"{UPSTREAM_URL}/quotes/{quote(symbol, safe='')}")
    if answer.status_code == 404:
        raise UnknownSymbol(symbol)
    answer.raise_for_status()
    return answer.json()["price"]
