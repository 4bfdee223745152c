from flask import Flask, jsonify, request

from text import escape_html

app = Flask(__name__)


@app.route("/greet/<name>")
def greet(name):
    return "<!doctype html><p>Hello, " + escape_html(name) + "!</p>"


@app.route("/cycle", methods=["GET"])
def cycle():
    word = request.args.get("word")
    return jsonify({"method": request.method, "path": request.path, "word": word})


@app.route("/teapot")
def teapot():
    return ("short and stout", 418, {"X-Brewed-With": "flask"})
