from fastapi import APIRouter

from .words import GREETING

router = APIRouter()


@router.get("/")
def page():
    return {GREETING: "World"}
