from fastapi import FastAPI
from fastapi.openapi.docs import get_swagger_ui_html

app = FastAPI(docs_url=None)


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def add(a: int, b: int):
    return {"sum": a + b}


@app.get("/docs", include_in_schema=False)
def swagger():
    return get_swagger_ui_html(openapi_url="/schema.json", title="Sums")
