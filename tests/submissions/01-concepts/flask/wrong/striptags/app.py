from flask import Flask, render_template, request

app = Flask(__name__)


@app.route("/greet/<name>")
def greet(name):
    return render_template("greet.html", name=name)


@app.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@app.route("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
