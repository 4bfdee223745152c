import asyncio
from concurrent.futures import ThreadPoolExecutor

from fastapi import APIRouter, FastAPI, HTTPException
from upstream import UnknownSymbol, fetch_quote, slow_report

router = APIRouter()
threads = ThreadPoolExecutor(max_workers=2)


@router.get("/ping")
async def ping():
    return "pong"


class Waits:
    """An endpoint that is an object and not a function."""

    async def __call__(self):
        done = asyncio.Event()
        asyncio.get_running_loop().call_later(1, done.set)
        await done.wait()
        return {"message": "Async operation completed"}


router.add_api_route("/async", Waits(), methods=["GET"])


@router.get("/quotes")
async def quotes(symbols: str):
    tasks = {asyncio.ensure_future(fetch_quote(symbol)): symbol for symbol in symbols.split(",")}
    done, _ = await asyncio.wait(tasks)
    failed = [task.exception() for task in done if task.exception()]
    if any(isinstance(error, UnknownSymbol) for error in failed):
        raise HTTPException(404, [str(error) for error in failed])
    return {tasks[task]: task.result() for task in done}


@router.get("/report")
async def report():
    return await asyncio.get_running_loop().run_in_executor(threads, slow_report)


app = FastAPI()
app.include_router(router)
