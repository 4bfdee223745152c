from fastapi import APIRouter
from words import compose

letters = APIRouter()


@letters.get("/greet/{who}")
async def salute(who: str):
    return compose(who)
