from flask import Flask, Response, request, stream_with_context
from markupsafe import Markup, escape

app = Flask(__name__)
GREETING = Markup("<main>Hello, <em>%s</em>!</main>")


@app.route("/greet/<name>")
@app.route("/hi/<name>")
def greet(name):
    @stream_with_context
    def page():
        yield "<!doctype html><head><title>"
        yield escape(name)
        yield "</title></head><body>"
        yield GREETING % name

    return Response(page(), mimetype="text/html")


@app.get("/cycle")
def cycle():
    words = request.args.getlist("word")
    return Response(app.json.dumps({"method": "GET", "path": request.path, "word": words[-1]}), mimetype="application/json")


class Teapot(Response):
    default_status = 418
    default_mimetype = "text/plain"


@app.get("/teapot")
def teapot():
    response = Teapot("short and stout")
    response.headers.add("X-Brewed-With", "flask")
    return response
