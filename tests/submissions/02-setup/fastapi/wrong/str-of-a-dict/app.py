from fastapi import FastAPI

app = FastAPI()


@app.get("/")
def root():
    greeting = {"Hello": "World"}
    return str(greeting)
