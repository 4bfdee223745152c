from fastapi import FastAPI

from .routers import items, pages


def create_app() -> FastAPI:
    app = FastAPI()
    app.include_router(pages.router)
    app.include_router(items.router, prefix="/items")
    return app


app = create_app()
