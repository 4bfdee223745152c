import json

from flask import Flask, Response, render_template_string, request
from flask.views import MethodView, View

app = Flask(__name__)


class Greet(MethodView):
    def get(self, name):
        return Response(render_template_string("Hello, {{ name }}!", name=name))


class Cycle(View):
    def dispatch_request(self):
        seen = {"word": request.args["word"], "method": request.method, "path": "/cycle"}
        return Response(json.dumps(seen, indent=2), content_type="application/json; charset=utf-8")


class Teapot(View):
    methods = ["GET", "POST"]

    def dispatch_request(self):
        return "<p>short and stout</p>", 418, [("X-Brewed-With", "flask")]


app.add_url_rule("/greet/<name>", view_func=Greet.as_view("greet"))
app.add_url_rule("/cycle", view_func=Cycle.as_view("cycle"))
app.add_url_rule("/teapot", view_func=Teapot.as_view("teapot"))
