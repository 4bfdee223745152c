import functools

from fastapi import FastAPI


class Root:
    def __call__(self):
        return {"message": "Root page"}


def constant(value):
    return value


class Items:
    def page(self, skip: int = 0, limit: int = 10):
        return {"skip": skip, "limit": limit}

    async def one(self, item_id: int):
        return {"item_id": item_id}


shelf = Items()
app = FastAPI()
app.add_api_route("/", Root())
app.add_api_route("/items", shelf.page)
app.get("/items/latest")(lambda: {"item": "latest"})
app.add_api_route("/items/{item_id}", shelf.one, methods=["GET"])
app.add_api_route("/ping", functools.partial(constant, "pong"), methods=["POST"])
