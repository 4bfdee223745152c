from fastapi import FastAPI
from letters import letters

app = FastAPI()
app.include_router(letters)


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
