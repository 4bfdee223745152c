from flask import Blueprint, Flask, Response, jsonify, render_template, request
import pages

app = Flask(__name__)
app.register_blueprint(pages.bp)


@app.route("/cycle")
def what_was_asked():
    return jsonify(method=request.method, path=request.path, word=request.args["word"])


@app.route("/teapot")
def short_and_stout():
    return Response("short and stout", 418, {"X-Brewed-With": "flask"})
