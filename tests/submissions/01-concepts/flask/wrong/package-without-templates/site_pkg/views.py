from flask import Blueprint, jsonify, render_template, request

bp = Blueprint("views", __name__)


@bp.get("/greet/<name>")
def greet(name):
    return render_template("greet.html", name=name)


@bp.get("/cycle")
def cycle():
    return jsonify(method=request.method, path=request.path, word=request.args.get("word"))


@bp.get("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
