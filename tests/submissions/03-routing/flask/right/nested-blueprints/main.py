from flask import Blueprint, Flask, url_for

root = Blueprint("root", __name__)
users = Blueprint("users", __name__, url_prefix="/users")
items = Blueprint("items", __name__, url_prefix="/items")


@root.get("/")
def index():
    return "Index Page"


@root.get("/hello")
def hello():
    return "Hello, World!"


@users.get("/<username>")
def show(username):
    return f"User: {username}"


@items.get("/<int:item_id>")
def item(item_id):
    return {"item_id": item_id}


@root.post("/ping")
def ping():
    return "pong"


@root.get("/links")
def links():
    return {"hello": url_for("root.hello"), "item": url_for("root.items.item", item_id=7)}


for part in (users, items):
    root.register_blueprint(part)

app = Flask(__name__)
app.register_blueprint(root)
