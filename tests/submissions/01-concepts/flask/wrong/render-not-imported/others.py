from flask import Blueprint, Response, jsonify, request

rest = Blueprint("rest", __name__)


@rest.route("/cycle")
def what_was_asked():
    return jsonify(method=request.method, path=request.path, word=request.args["word"])


@rest.route("/teapot")
def short_and_stout():
    return Response("short and stout", 418, {"X-Brewed-With": "flask"})
