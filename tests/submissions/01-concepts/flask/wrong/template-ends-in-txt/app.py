from flask import Flask, Response, jsonify, render_template, request

app = Flask(__name__)


@app.route("/greet/<name>")
def greet(name):
    return render_template("greet.txt", name=name)


@app.route("/cycle")
def what_was_asked():
    return jsonify(method=request.method, path=request.path, word=request.args["word"])


@app.route("/teapot")
def short_and_stout():
    return Response("short and stout", 418, {"X-Brewed-With": "flask"})
