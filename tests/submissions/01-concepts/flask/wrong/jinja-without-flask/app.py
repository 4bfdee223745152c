from flask import Flask, request
from jinja2 import Template

app = Flask(__name__)


PAGE = Template("<p>Hello, {{ name }}!</p>")


@app.route("/greet/<name>")
def greet(name):
    return PAGE.render(name=name)


@app.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@app.route("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
