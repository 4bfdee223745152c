from flask import Flask, render_template, request

site = Flask(__name__)


def note(answer):
    if answer.status_code >= 500:
        site.logger.warning("%s %s", request.path, answer.status)


site.after_request(note)


@site.route("/greet/<name>")
def card(name):
    return render_template("card.html", name=name)


@site.route("/cycle")
def cycle():
    return {"method": request.method, "path": request.path, "word": request.args["word"]}


@site.route("/teapot")
def teapot():
    return "short and stout", 418, {"X-Brewed-With": "flask"}
