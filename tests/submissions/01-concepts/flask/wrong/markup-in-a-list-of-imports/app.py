import views
from flask import Flask, Response, jsonify, render_template_string, request

app = Flask(__name__)


@app.route("/greet/<visitor>")
def welcome_page(visitor):
    return render_template_string("<p>Hello, {{ v }}!</p>", v=visitor)


@app.route("/cycle")
def what_was_asked():
    return jsonify(method=request.method, path=request.path, word=request.args["word"])


@app.route("/teapot")
def short_and_stout():
    return Response("short and stout", 418, {"X-Brewed-With": "flask"})
