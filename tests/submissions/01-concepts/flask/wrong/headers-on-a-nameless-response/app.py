from flask import Flask, Response, render_template, request

site = Flask(__name__)


@site.route("/greet/<name>")
def card(name):
    return render_template("card.html", name=name)


@site.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@site.route("/teapot")
def teapot():
    Response(status=418).headers["X-Brewed-With"] = "flask"
    return Response("short and stout", 418)
