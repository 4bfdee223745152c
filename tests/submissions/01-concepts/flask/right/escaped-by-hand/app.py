import html

from flask import Flask, request

app = Flask(__name__)


@app.after_request
def sign(response):
    response.headers.setdefault("X-Brewed-With", "flask")
    return response


@app.route("/greet/<name>")
def greet(name):
    return f"<h1>Hello, {html.escape(name)}!</h1>"


@app.route("/cycle")
def cycle():
    return {"method": request.environ["REQUEST_METHOD"], "path": request.path, "word": request.args["word"]}


@app.route("/teapot")
def teapot():
    return app.response_class("short and stout\n", status=418, mimetype="text/plain")
