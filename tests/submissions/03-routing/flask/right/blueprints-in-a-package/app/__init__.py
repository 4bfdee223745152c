from flask import Flask


def create_app():
    app = Flask(__name__)

    from .items import items
    from .pages import pages as site

    app.register_blueprint(site)
    app.register_blueprint(items, url_prefix="/items")
    return app
