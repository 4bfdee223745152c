from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import PositiveInt

app = FastAPI()


@app.get("/greet/{name}")
def greet(name):
    return {"message": "Hello, {}!".format(name)}


@app.get("/add")
def add(a: PositiveInt, b: PositiveInt):
    return {"sum": a + b}


def schema():
    made = get_openapi(title="Sums", version="1", routes=app.routes)
    operation = made["paths"]["/add"]["get"]
    parts = made.setdefault("components", {})
    parts["parameters"] = {row["name"]: row for row in operation.pop("parameters")}
    parts["schemas"]["Number"] = {"type": ["integer"], "minimum": 1}
    parts["parameters"]["b"]["schema"] = {"allOf": [{"$ref": "#/components/schemas/Number"}]}
    made["paths"]["/add"]["parameters"] = [{"$ref": f"#/components/parameters/{name}"} for name in ("a", "b")]
    return made


app.openapi = schema
