from fastapi import APIRouter

router = APIRouter()


@router.get("/")
def greet() -> dict[str, str]:
    return {"Hello": "World"}
