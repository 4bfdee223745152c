from flask import Flask, jsonify, request, url_for

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
    return jsonify(hello=url_for("greet"), item=url_for("show_item", number=7))


@site.route("/ping", methods=["GET", "POST"])
def answer():
    if request.method == "POST":
        return "pong"
