from flask import Flask, url_for

app = Flask(__name__)


@app.route("/")
def index():
    return "Index Page"


@app.route("/hello/")
def hello():
    return "Hello, World!"


@app.route("/users/<name>")
def user(name):
    return f"User: {name}"


@app.get("/items/<int:number>")
def item(number):
    return {"item_id": number}


@app.post("/ping")
def ping():
    return "pong"


@app.get("/links")
def links():
    return {"hello": url_for("hello"), "item": url_for("item", number=7)}
