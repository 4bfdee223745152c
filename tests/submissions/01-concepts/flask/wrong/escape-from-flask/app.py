from flask import Flask, escape, request

app = Flask(__name__)


@app.route("/greet/<name>")
def greet(name):
    return f"<p>Hello, {escape(name)}!</p>"


@app.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@app.route("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
