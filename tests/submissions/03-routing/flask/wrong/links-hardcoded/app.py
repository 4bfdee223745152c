from flask import Flask, jsonify, url_for

app = Flask(__name__)


@app.get("/")
def start():
    return "Index Page"


@app.get("/hello")
def say():
    return "Hello, World!"


@app.get("/users/<username>")
def person(username):
    return "User: " + username


@app.get("/items/<int:number>")
def thing(number):
    return jsonify(item_id=number)


@app.post("/ping")
def pong():
    return "pong"


@app.get("/links")
def addresses():
    return jsonify(hello=url_for("say"), item="/items/<int:number>")
