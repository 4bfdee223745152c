from fastapi import FastAPI

app = FastAPI()


@app.api_route("/", methods=["GET", "HEAD"])
def root():
    return {"Hello": "World"}


@app.get("/b")
def root():
    return 2
