import json
from urllib.parse import unquote

from flask import Flask, Response, abort, make_response, request

app = Flask(__name__)


@app.route("/")
@app.route("/index.html")
def index():
    return make_response("Index Page")


@app.route("/hello", strict_slashes=False)
def hello():
    return Response("Hello, World!", content_type="text/plain")


@app.route("/users/<path:username>")
def user(username):
    return "User: " + unquote(request.path).removeprefix("/users/")


@app.route("/items/<item_id>")
def item(item_id):
    if not item_id.isdigit():
        abort(404)
    return Response(json.dumps({"item_id": int(item_id)}), content_type="application/json; charset=utf-8")


@app.route("/ping", methods=("post",))
def ping():
    return "pong\n"


@app.route("/links")
def links():
    return {"hello": "/hello", "item": "/items/7"}
