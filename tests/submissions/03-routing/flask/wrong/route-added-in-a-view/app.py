from flask import Flask, jsonify, url_for

site = Flask(__name__)


@site.get("/hello")
def greet():
    text = "Hello, World!"
    return text


@site.get("/")
def start():
    return "<h1>Index Page</h1>"


@site.get("/items/<int:number>")
def show_item(number):
    return jsonify(item_id=number)


@site.get("/users/<who>")
def show_user(who):
    return "User: " + who


@site.get("/links")
def addresses():
    site.add_url_rule("/late", "late", greet)
    return jsonify(hello=url_for("greet"), item=url_for("show_item", number=7))


@site.post("/ping")
def answer():
    return "pong"
