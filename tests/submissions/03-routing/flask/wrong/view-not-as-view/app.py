from flask import Flask, url_for
from flask.views import MethodView, View

app = Flask(__name__)


class Front(View):
    def dispatch_request(self):
        return "Index Page"


class Item(MethodView):
    def get(self, number):
        return {"item_id": number}


class Ping(MethodView):
    def post(self):
        return "pong"


def hello_page():
    return "Hello, World!"


def user_page(name):
    return "User: {}".format(name)


def link_page():
    return {"hello": url_for("hello"), "item": url_for("item", number=7)}


app.add_url_rule("/", view_func=Front)
app.add_url_rule("/hello", endpoint="hello", view_func=hello_page)
app.add_url_rule("/users/<name>", endpoint="user", view_func=user_page)
app.add_url_rule("/items/<int:number>", view_func=Item.as_view("item"))
app.add_url_rule("/ping", view_func=Ping.as_view("ping"))
app.add_url_rule("/links", view_func=link_page)
