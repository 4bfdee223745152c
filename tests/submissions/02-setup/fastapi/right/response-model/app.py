from fastapi import FastAPI
from pydantic import BaseModel, Field


class Greeting(BaseModel):
    whom: str = Field(default="World", alias="Hello")


app = FastAPI(redoc_url=None)


@app.get("/", response_model=Greeting)
def root():
    return Greeting()
