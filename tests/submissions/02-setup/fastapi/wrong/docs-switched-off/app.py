from fastapi import FastAPI

app = FastAPI(
    title="Setup",
    docs_url=None,
)


@app.get("/")
def hello():
    return {"Hello": "World"}
