from flask import Flask, jsonify, url_for
from markupsafe import escape

app = Flask(__name__)


@app.route("/")
def home():
    return "Index Page",


@app.route("/hello")
def say_hello():
    return "Hello, World!"


@app.route("/users/<username>")
def show_user(username):
    return "User: %s" % escape(username)


@app.route("/items/<int:item_id>")
def show_item(item_id):
    return jsonify(item_id=item_id)


@app.route("/ping", methods=["POST"])
def ping():
    return "pong"


@app.route("/links")
def links():
    return jsonify(
        hello=url_for("say_hello"),
        item=url_for("show_item", item_id=7),
    )
