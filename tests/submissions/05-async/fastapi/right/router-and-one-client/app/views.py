from typing import Annotated

import anyio
import httpx
from fastapi import APIRouter, Depends, HTTPException, Request

router = APIRouter()


def client_of(request: Request) -> httpx.AsyncClient:
    return request.app.state.client


Client = Annotated[httpx.AsyncClient, Depends(client_of)]


@router.get("/ping")
async def ping() -> str:
    return "pong"


@router.get("/async")
async def pause() -> dict[str, str]:
    await anyio.sleep(1)
    return {"message": "Async operation completed"}


@router.get("/quotes")
async def quotes(symbols: str, client: Client) -> dict[str, float]:
    prices: dict[str, float | None] = {}

    async def ask(symbol: str) -> None:
        answer = await client.get(f"/quotes/{symbol}")
        prices[symbol] = answer.json()["price"] if answer.status_code == 200 else None

    async with anyio.create_task_group() as group:
        for symbol in symbols.split(","):
            group.start_soon(ask, symbol)
    unknown = [symbol for symbol, price in prices.items() if price is None]
    if unknown:
        raise HTTPException(404, detail={"unknown": unknown})
    return prices


@router.get("/report")
async def report(client: Client):
    answer = await client.get("/report", timeout=None)
    return answer.json()
