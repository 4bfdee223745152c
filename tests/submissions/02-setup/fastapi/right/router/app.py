from fastapi import APIRouter, FastAPI

router = APIRouter(tags=["start"])
app = FastAPI()
app.include_router(router)


@router.get("/", summary="The first page")
def first():
    return {"Hello": "World"}
