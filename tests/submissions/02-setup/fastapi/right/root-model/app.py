from fastapi import FastAPI
from pydantic import RootModel

app = FastAPI()


@app.get("/")
def root():
    return RootModel[dict]({"Hello": "World"})
