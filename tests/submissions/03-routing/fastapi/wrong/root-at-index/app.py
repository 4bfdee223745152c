from fastapi import FastAPI


class Api:
    def root(self):
        return {"message": "Root page"}

    def items(self, skip: int = 0, limit: int = 10):
        return {"skip": skip, "limit": limit}

    def latest(self):
        return {"item": "latest"}

    def item(self, item_id: int):
        return {"item_id": item_id}

    def ping(self):
        return "pong"


def create_app() -> FastAPI:
    app = FastAPI()
    api = Api()
    app.get("/index")(api.root)
    app.get("/items")(api.items)
    app.get("/items/latest")(api.latest)
    app.get("/items/{item_id}")(api.item)
    app.post("/ping")(api.ping)
    return app
