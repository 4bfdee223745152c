from flask import Flask

from pages import pages
from things import things


def create_app():
    app = Flask(__name__)
    app.register_blueprint(pages)
    app.register_blueprint(things, url_prefix="/items")
    return app
