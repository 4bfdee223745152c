from flask import Blueprint, Response, render_template_string

rest = Blueprint("rest", __name__)


@rest.route("/greet/<visitor>")
def welcome_page(visitor):
    return render_template_string("<p>Hello, {{ v }}!</p>", v=visitor)


@rest.route("/teapot")
def short_and_stout():
    return Response("short and stout", 418, {"X-Brewed-With": "flask"})
