"""01-concepts in Flask: one right answer."""

from flask import Flask, render_template, request

app = Flask(__name__)


# The template escapes the name: render_template does that for every .html file.
@app.route("/greet/<name>")
def greet(name):
    return render_template("greet.html", name=name)


@app.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@app.route("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
