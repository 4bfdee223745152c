from flask import Flask, jsonify, url_for
from flask.views import MethodView, View

app = Flask(__name__)


class Words(View):
    def __init__(self, words):
        self.words = words

    def dispatch_request(self):
        return self.words


class User(MethodView):
    def get(self, username):
        return f"User: {username}"


class Item(MethodView):
    def get(self, number):
        return jsonify(item_id=number)


class Ping(MethodView):
    def post(self):
        return "pong"


class Links(MethodView):
    def get(self):
        return jsonify({"item": url_for("item", number=7), "hello": url_for("hello")})


app.add_url_rule("/", view_func=Words.as_view("index", "Index Page"))
app.add_url_rule("/hello", view_func=Words.as_view("hello", "Hello, World!"))
app.add_url_rule("/users/<username>", view_func=User.as_view("user"))
app.add_url_rule("/items/<int:number>", view_func=Item.as_view("item"))
app.add_url_rule("/ping", view_func=Ping.as_view("ping"))
app.add_url_rule("/links", view_func=Links.as_view("links"))
