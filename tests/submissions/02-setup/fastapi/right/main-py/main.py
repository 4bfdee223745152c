from typing import Annotated

from fastapi import Depends, FastAPI


def whom() -> str:
    return "World"


app = FastAPI()


@app.get("/")
async def read_root(name: Annotated[str, Depends(whom)]):
    return {"Hello": name}
