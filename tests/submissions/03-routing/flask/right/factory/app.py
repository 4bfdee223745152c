from flask import Flask, current_app, url_for


def make_app():
    server = Flask("routing")
    server.url_map.strict_slashes = False
    server.json.sort_keys = False

    @server.get("/")
    def index():
        yield "Index "
        yield "Page"

    @server.get("/hello/")
    def hello():
        return b"Hello, World!"

    @server.get("/users/<username>")
    def user(username):
        return "User: %s" % username

    @server.get("/items/<int(min=0):item_id>")
    def item(**values):
        return current_app.json.response(values)

    @server.post("/ping")
    def ping():
        return ["pong"][0], 200

    @server.get("/links")
    def links():
        return dict(hello=url_for("hello").rstrip("/"), item=url_for("item", item_id=7))

    return server
