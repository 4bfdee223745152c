from flask import Flask, url_for
from werkzeug.routing import BaseConverter


class Number(BaseConverter):
    regex = "[0-9]+"

    def to_python(self, value):
        return int(value)


application = Flask(__name__)
application.url_map.converters["number"] = Number


def counted(view):
    """A decorator of the learner's own, below the route."""
    calls = []

    def wrapper(*args, **kwargs):
        calls.append(view.__name__)
        return view(*args, **kwargs)

    wrapper.__name__ = view.__name__
    return wrapper


@application.route("/")
@counted
def index():
    return "Index Page"


@application.route("/hello")
@counted
def hello():
    return "Hello, World!"


@application.route("/users/<name>")
def user(name):
    return f"User: {name}"


@application.route("/items/<number:n>")
@counted
def item(n):
    return {"item_id": n}


@application.route("/ping", methods={"POST", "PUT"})
def ping():
    return "pong"


@application.route("/links")
def links():
    paths = {"hello": url_for("hello"), "item": url_for("item", n=7)}
    return paths
