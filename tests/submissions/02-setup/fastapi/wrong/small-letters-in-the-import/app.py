from fastapi import fastapi

app = fastapi()


@app.get("/")
def hello():
    return {"Hello": "World"}
