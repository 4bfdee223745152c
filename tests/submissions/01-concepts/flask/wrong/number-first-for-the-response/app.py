from flask import Flask, make_response, render_template, request

site = Flask(__name__)


@site.route("/greet/<name>")
def card(name):
    return render_template("card.html", name=name)


@site.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@site.route("/teapot")
def teapot():
    return make_response(418, "short and stout", {"X-Brewed-With": "flask"})
