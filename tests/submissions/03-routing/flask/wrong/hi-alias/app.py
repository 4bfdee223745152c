from flask import Flask, url_for
from markupsafe import escape

app = Flask(__name__)


@app.route("/")
def index():
    return "Index Page"


@app.route("/hello")
@app.route("/hi")
def hello():
    return "Hello, World!"


@app.route("/users/<string:username>")
def user(username):
    return "User: " + escape(username)


@app.route("/items/<int:number>")
def item(number):
    return {"item_id": number}


@app.post("/ping")
def ping():
    return "pong"


@app.route("/links")
def links():
    return {"hello": url_for("hello"), "item": url_for("item", number=7)}
