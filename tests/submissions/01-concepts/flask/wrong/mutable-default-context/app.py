from flask import Flask, render_template, request

app = Flask(__name__)


def build_context(name, context={}):
    context.setdefault("name", name)
    return context


@app.route("/greet/<name>")
def greet(name):
    return render_template("greet.html", **build_context(name))


@app.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@app.route("/teapot")
def teapot():
    return "short and stout", 418, [("X-Brewed-With", "flask")]
