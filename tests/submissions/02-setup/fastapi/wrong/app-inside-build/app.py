from fastapi import FastAPI
import uvicorn


def build():
    app = FastAPI()

    @app.get("/")
    def start():
        return {"Hello": "World"}

    return app


if __name__ == "__main__":
    uvicorn.run(build())
