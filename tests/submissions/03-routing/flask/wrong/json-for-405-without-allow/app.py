from flask import Flask, jsonify, url_for
from werkzeug.exceptions import HTTPException

web = Flask(__name__)


def told(error):
    return jsonify(error=error.name), error.code


web.register_error_handler(HTTPException, told)


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


@web.post("/ping")
def ping():
    return "pong"


@web.get("/links")
def links():
    return {"hello": url_for("greeting"), "item": url_for("thing", item_id=7)}
