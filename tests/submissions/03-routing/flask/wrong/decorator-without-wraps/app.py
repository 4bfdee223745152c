from flask import Flask, url_for


def logged(view):
    def inner(*args, **kwargs):
        print("called", view.__name__)
        return view(*args, **kwargs)

    return inner


app = Flask(__name__)


@app.route("/")
@logged
def index():
    return "Index Page"


@app.route("/hello")
@logged
def hello():
    return "Hello, World!"


@app.route("/users/<username>")
def user(username):
    return f"User: {username}"


@app.route("/items/<int:item_id>")
def item(item_id):
    return {"item_id": item_id}


@app.route("/ping", methods=["POST"])
def ping():
    return "pong"


@app.route("/links")
def links():
    return {"hello": url_for("hello"), "item": url_for("item", item_id=7)}
