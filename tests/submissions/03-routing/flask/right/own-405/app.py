from flask import Flask, request, url_for
from werkzeug.exceptions import MethodNotAllowed, NotFound

app = Flask(__name__)


@app.route("/")
def start():
    return "Index Page"


@app.route("/hello", endpoint="greeting")
def say_hello():
    return "Hello, World!"


@app.route("/users/<who>")
def user(who):
    return f"User: {who}"


@app.route("/items/<which>")
def item(which):
    try:
        return {"item_id": int(which)}
    except ValueError:
        raise NotFound from None


@app.route("/ping", methods=["GET", "POST"])
def ping():
    if request.method == "POST":
        return "pong"
    raise MethodNotAllowed(valid_methods=["POST"])


@app.route("/links")
def links():
    return {"hello": url_for("greeting"), "item": url_for("item", which=7)}
