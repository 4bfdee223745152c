from flask import Flask, abort, render_template, request


def create_app(settings=None):
    app = Flask(__name__, template_folder="views")
    app.config.update(settings or {})

    @app.route("/greet/<string:name>")
    def greet(name):
        return render_template("greeting.html", **{"visitor": {"name": name}})

    @app.route("/cycle")
    def cycle():
        word = request.args.get("word") or abort(400)
        return dict(method=request.method, path=request.path, word=word), 200

    @app.route("/teapot")
    def teapot():
        return b"short and stout", "418 I am a teapot", {"X-Brewed-With": "flask"}

    return app
