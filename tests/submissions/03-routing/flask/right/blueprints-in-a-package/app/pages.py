from flask import Blueprint, url_for

pages = Blueprint("pages", __name__)


@pages.route("/")
def index():
    return "Index Page"


@pages.route("/hello")
def hello():
    return "Hello, World!"


@pages.route("/users/<string:name>")
def user(name):
    return f"<p>User: {name}</p>"


@pages.post("/ping")
def ping():
    return "pong"


@pages.get("/links")
def links():
    return {"hello": url_for(".hello"), "item": url_for("items.show", item_id=7)}
