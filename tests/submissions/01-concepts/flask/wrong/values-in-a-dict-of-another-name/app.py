from flask import Flask, render_template, request

site = Flask(__name__)


@site.route("/greet/<who>")
def card(who):
    values = {"guest": who, "year": 2024}
    return render_template("card.html", **values)


@site.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@site.route("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
