from flask import Flask, jsonify, url_for


def loud(view):
    def louder():
        return view() + "!"

    return louder


site = Flask(__name__)


@loud
@site.get("/hello")
def greet():
    return "Hello, World, and all who read this"


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
    return jsonify(hello=url_for("greet"), item=url_for("show_item", number=7))


@site.post("/ping")
def answer():
    return "pong"
