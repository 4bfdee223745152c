from flask import Flask, Response, jsonify, render_template, request

site = Flask(__name__)


@site.route("/greet/<who>", methods=["GET", "POST"])
def show(who):
    if request.method == "POST":
        return render_template("greet.html", name=who)


@site.route("/cycle")
def what_was_asked():
    return jsonify(method=request.method, path=request.path, word=request.args["word"])


@site.route("/teapot")
def short_and_stout():
    return Response("short and stout", 418, {"X-Brewed-With": "flask"})
