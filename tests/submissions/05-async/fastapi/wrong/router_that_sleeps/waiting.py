from time import sleep

from fastapi import APIRouter

router = APIRouter()


async def take_a_nap(seconds):
    sleep(seconds)


@router.get("/async")
async def nap():
    await take_a_nap(1)
    return {"message": "Async operation completed"}
