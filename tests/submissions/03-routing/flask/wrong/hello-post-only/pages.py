from flask import Blueprint, url_for

pages = Blueprint("pages", __name__)


@pages.route("/")
def front():
    return "Index Page"


@pages.route("/hello", methods=["POST"])
def greeting():
    return "Hello, World!"


@pages.route("/users/<string:who>")
def profile(who):
    return f"User: {who}"


@pages.route("/ping", methods=["POST"])
def answer():
    return "pong"


@pages.route("/links")
def addresses():
    return {"hello": url_for("pages.greeting"), "item": url_for("things.detail", key=7)}
