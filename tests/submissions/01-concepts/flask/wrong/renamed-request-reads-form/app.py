from flask import Flask, Response, render_template_string, request as asked
from flask.views import MethodView

app = Flask(__name__)


class Wheel(MethodView):
    def get(self):
        return {"method": asked.method, "path": asked.path, "word": asked.form["word"]}


app.add_url_rule("/cycle", view_func=Wheel.as_view("wheel"))


@app.route("/greet/<visitor>")
def welcome_page(visitor):
    return render_template_string("<p>Hello, {{ v }}!</p>", v=visitor)


@app.route("/teapot")
def short_and_stout():
    return Response("short and stout", 418, {"X-Brewed-With": "flask"})
