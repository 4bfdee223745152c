from fastapi import FastAPI
from fastapi.openapi.docs import get_redoc_html, get_swagger_ui_html
from fastapi.responses import HTMLResponse

app = FastAPI(docs_url=None, redoc_url=None)


@app.get("/docs", include_in_schema=False)
def swagger():
    return get_swagger_ui_html(
        openapi_url=app.openapi_url, title="Sums", swagger_js_url="/static/ui.js", swagger_css_url="/static/ui.css"
    )


@app.get("/redoc", include_in_schema=False, response_class=HTMLResponse)
def redoc():
    return """<!DOCTYPE html><title>Sums</title><div id="here"></div>
    <script src="https://cdn.example.org/redoc.standalone.js"></script>
    <script>const where = "openapi.json"; Redoc.init(where, {}, document.getElementById("here"))</script>"""


@app.get("/greet/{name}")
def greet(name: str):
    return {"message": f"Hello, {name}!"}


@app.get("/add")
def add(*, b: int, a: int):
    return {"sum": a + b}
