from fastapi import Depends, FastAPI, Query
from fastapi.responses import ORJSONResponse, Response  # noqa: F401


def numbers(a: int = Query(...), b: int = Query(default=...)):
    return a, b


def make_app():
    app = FastAPI(swagger_ui_parameters={"tryItOutEnabled": True})

    @app.api_route("/greet/{name:path}", methods=["GET", "POST"])
    def greet(name: str):
        return dict(message="Hello, %s!" % name)

    @app.get("/add", response_model=None)
    def add(both: tuple = Depends(numbers)):
        return Response('{ "sum": %d }' % sum(both), media_type="application/json; charset=utf-8")

    return app
