from flask import Flask, render_template, request

site = Flask(__name__)


@site.route("/greet/<name>")
def card(name):
    return render_template("card.html", name=name)


@site.route("/cycle")
def cycle():
    where = request.full_path
    return dict(method=request.method, path=where, word=request.args.get("word"))


@site.route("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
