import time

from fastapi import FastAPI
from fastapi.middleware.gzip import GZipMiddleware

app = FastAPI()
app.add_middleware(GZipMiddleware, minimum_size=1)


@app.middleware("http")
async def measure(request, call_next):
    began = time.perf_counter()
    response = await call_next(request)
    response.headers["X-Seconds"] = f"{time.perf_counter() - began:.6f}"
    return response


@app.get("/")
def root():
    return {"Hello": "World"}
