from fastapi import FastAPI

api = FastAPI()


@api.get("/")
async def greet():
    key = "Hello"
    return {key, "World"}
