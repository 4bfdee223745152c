import fastapi


def make_app(debug: bool = True):
    server = fastapi.FastAPI(debug=debug)
    server.add_api_route("/", lambda: {"Hello": "World"}, methods=["GET"])
    return server


if __name__ == "__main__":
    import uvicorn

    uvicorn.run("app:make_app", factory=True, reload=True)
