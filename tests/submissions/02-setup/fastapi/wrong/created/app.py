from fastapi import FastAPI

app = FastAPI()


@app.get("/", status_code=201)
def hello():
    return {"Hello": "World"}
