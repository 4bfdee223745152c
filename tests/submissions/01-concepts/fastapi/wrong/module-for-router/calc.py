from fastapi import APIRouter

r = APIRouter()


@r.get("/add")
def add(a: int, b: int):
    return {"sum": a + b}
