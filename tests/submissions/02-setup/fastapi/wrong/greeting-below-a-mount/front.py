from fastapi import FastAPI

front = FastAPI(docs_url=None, openapi_url=None)


@front.get("/")
async def greeting():
    return {"Hello": "World"}
