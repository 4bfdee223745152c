from flask import Flask, request

app = Flask(__name__)


@app.route("/greet/<name>")
def greet(name):
    page = f"<h1>Hello, {name}!</h1>"
    return page


@app.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@app.route("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
