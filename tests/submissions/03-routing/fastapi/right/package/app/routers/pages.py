from fastapi import APIRouter

router = APIRouter()


@router.get("/")
def root() -> dict[str, str]:
    return {"message": "Root page"}


@router.post("/ping")
def ping() -> str:
    return "pong"
