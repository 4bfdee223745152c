from fastapi import APIRouter, FastAPI

r = APIRouter()


@r.get("/greet/{name}")
async def greet(name: str):
    page = f"<h1>Hello, {name}!</h1>"
    return page


app = FastAPI()
app.include_router(r)


@app.get("/add")
def plus(a: int, b: int):
    return dict(sum=a + b)
