from flask import jsonify, render_template, request
from werkzeug.exceptions import ImATeapot

from . import app


@app.get("/greet/<name>")
def greet(name):
    return render_template("greet.xhtml.html", name=name), {"Content-Type": "application/xhtml+xml"}


@app.get("/cycle")
def cycle():
    return jsonify({"method": request.method, "path": request.script_root + request.path, **request.args})


@app.get("/teapot")
def teapot():
    raise ImATeapot


@app.errorhandler(418)
def brewed(error):
    return "short and stout", error.code, {"X-Brewed-With": "flask"}
