from flask import Flask, abort, render_template, request

site = Flask(__name__)


@site.route("/greet/<name>")
def card(name):
    return render_template("card.html", name=name)


@site.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}



@site.route("/teapot")
def teapot():
    if request.method == "GET":
        abort(418)
    return "short and stout"
