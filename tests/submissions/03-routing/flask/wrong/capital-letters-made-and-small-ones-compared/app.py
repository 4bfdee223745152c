from flask import Flask, abort, request, url_for

web = Flask(__name__)


@web.get("/")
def front():
    return "Index Page"


@web.get("/hello")
def greeting():
    return "Hello, World!"


@web.get("/users/<username>")
def person(username):
    return f"User: {username}"


@web.get("/items/<int:item_id>")
def thing(item_id):
    return {"item_id": item_id}


@web.route("/ping", methods=["GET", "POST"])
def ping():
    if request.method.upper() == "post":
        return "pong"
    abort(405)


@web.get("/links")
def links():
    return {"hello": url_for("greeting"), "item": url_for("thing", item_id=7)}
