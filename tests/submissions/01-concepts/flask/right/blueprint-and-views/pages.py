from flask import Blueprint, jsonify, make_response, render_template, request

pages = Blueprint("pages", __name__)


@pages.get("/greet/<path:who>")
def welcome(who):
    return render_template("hello/page.html", who=who)


@pages.get("/cycle")
def tell():
    return jsonify(word=request.args.get("word"), path=request.path, method=request.method)


@pages.get("/teapot")
def brew():
    answer = make_response("short and stout", 418)
    answer.headers["x-brewed-with"] = "flask"
    return answer
