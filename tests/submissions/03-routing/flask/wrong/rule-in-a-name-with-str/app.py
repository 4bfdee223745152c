from flask import Flask, url_for

web = Flask(__name__)
PERSON = "/people/<str(length=3):code>"


@web.get(PERSON)
def code(code):
    return code


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
