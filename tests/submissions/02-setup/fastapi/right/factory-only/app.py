from fastapi import FastAPI


def create_app() -> FastAPI:
    api = FastAPI(title="Setup", version="2.0")

    @api.get("/")
    async def start():
        return dict(Hello="World")

    return api
