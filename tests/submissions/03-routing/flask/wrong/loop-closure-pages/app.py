from flask import Flask, url_for

app = Flask(__name__)

PAGES = {
    "index": ("/", "Index Page"),
    "hello": ("/hello", "Hello, World!"),
}

for name, (path, text) in PAGES.items():
    app.add_url_rule(path, endpoint=name, view_func=lambda: text)


@app.route("/users/<username>")
def user(username):
    return f"User: {username}"


@app.route("/items/<int:item_id>")
def item(item_id):
    return {"item_id": item_id}


@app.route("/ping", methods=["POST"])
def ping():
    return "pong"


@app.route("/links")
def links():
    return {"hello": url_for("hello"), "item": url_for("item", item_id=7)}
