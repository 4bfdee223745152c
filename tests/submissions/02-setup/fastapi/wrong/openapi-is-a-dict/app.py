from fastapi import FastAPI


def create_app():
    app = FastAPI()

    @app.get("/")
    def read_root():
        return {"Hello": "World"}

    schema = app.openapi()
    schema["info"]["title"] = "Hello"
    app.openapi = schema
    return app


app = create_app()
