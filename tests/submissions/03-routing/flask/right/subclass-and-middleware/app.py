from flask import Flask, url_for
from werkzeug.middleware.proxy_fix import ProxyFix


class Site(Flask):
    """A site that speaks in JSON when it says no."""

    def __init__(self):
        super().__init__(__name__, static_folder=None)
        self.wsgi_app = ProxyFix(self.wsgi_app)
        self.register_error_handler(404, lambda error: ({"error": "not found"}, 404))


site = Site()


@site.before_request
def note():
    pass


@site.after_request
def sign(response):
    response.headers["X-Site"] = "yes"
    return response


@site.get("/")
def index():
    return "Index Page"


@site.get("/hello")
def hello():
    return "Hello, World!"


@site.get("/users/<username>")
def user(username):
    return f"User: {username}"


@site.get("/items/<int:item_id>")
def item(item_id: int):
    return {"item_id": item_id}


@site.get("/items/special")
def special():
    return {"item_id": "special"}


@site.post("/ping")
def ping():
    return "pong"


@site.get("/links")
def links():
    return {"hello": url_for("hello"), "item": url_for("item", item_id=7)}


if __name__ == "__main__":
    site.run()
