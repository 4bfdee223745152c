from fastapi import FastAPI

app = FastAPI(openapi_url="/api/schema.json")


@app.get("/")
def hello():
    return {"Hello": "World"}
