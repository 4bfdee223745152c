import json

from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def root():
    return json.dumps({"Hello": "World"})
