from flask import Flask, request
from flask.views import MethodView

app = Flask(__name__)


class Greet(MethodView):
    def get(self, name):
        return "<p>Hello, %s!</p>" % name


app.add_url_rule("/greet/<name>", view_func=Greet.as_view("greet"))


@app.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@app.route("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
