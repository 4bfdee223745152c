from flask import Blueprint, Flask, url_for

pages = Blueprint("pages", __name__)


@pages.route("/")
def index():
    return "Index Page"


@pages.route("/hello/")
def hello():
    return "Hello, World!"


@pages.route("/users/<username>")
def user(username):
    return f"User: {username}"


@pages.route("/items/<int:item_id>")
def item(item_id):
    return {"item_id": item_id}


@pages.post("/ping")
def ping():
    return "pong"


@pages.route("/links")
def links():
    return {"hello": url_for("pages.hello"), "item": url_for("pages.item", item_id=7)}


app = Flask(__name__)
app.register_blueprint(pages)
