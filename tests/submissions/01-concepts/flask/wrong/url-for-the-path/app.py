from flask import Flask, Response, render_template_string, request

app = Flask(__name__)


@app.route("/cycle")
def c():
    return {"method": request.method, "path": request.url, "word": request.args["word"]}


@app.route("/greet/<visitor>")
def welcome_page(visitor):
    return render_template_string("<p>Hello, {{ v }}!</p>", v=visitor)


@app.route("/teapot")
def short_and_stout():
    return Response("short and stout", 418, {"X-Brewed-With": "flask"})
