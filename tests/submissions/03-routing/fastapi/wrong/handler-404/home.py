from fastapi import APIRouter

router = APIRouter()


@router.get("/")
def front():
    return {"message": "Root page"}


@router.post("/ping")
def pong() -> str:
    return "pong"
