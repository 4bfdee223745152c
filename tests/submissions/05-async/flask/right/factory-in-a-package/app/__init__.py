from flask import Flask

from . import counter, views


def create_app():
    app = Flask(__name__)
    counter.prepare()
    app.register_blueprint(views.bp)
    return app
