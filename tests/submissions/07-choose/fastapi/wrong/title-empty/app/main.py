from fastapi import FastAPI

from app import endpoints


def create_app() -> FastAPI:
    service = FastAPI(title="Cards")
    service.include_router(endpoints.router)
    return service


app = create_app()
