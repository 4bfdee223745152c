from flask import Flask, Response, jsonify, render_template, request
from markupsafe import Markup
app = Flask(__name__)
RULE = Markup("<hr>")
@app.route("/greet/<who>")
def greet(who):
    return render_template("card.html", who=who, line=RULE)
@app.route("/cycle")
def cycle():
    asked = request
    return jsonify({"method": asked.method, "path": asked.path, "word": asked.values["word"]})
@app.route("/teapot")
def teapot():
    made = Response(status=418)
    made.headers["X-Brewed-With"] = "flask"
    made.set_data("short and stout")
    return made
