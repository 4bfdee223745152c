from fastapi import FastAPI

app = FastAPI()


@app.get("/", include_in_schema=False)
def hello():
    return {"Hello": "World"}


@app.get("/health")
def health():
    return "ok"
