"""A package: the cache, the reports and the sessions have a module each."""

from flask import Flask

from . import reports, sessions
from .cache import cache


def create_app(settings=None):
    app = Flask(__name__)
    app.config.update(CACHE_TYPE="SimpleCache", CACHE_KEY_PREFIX="kata:", **(settings or {}))
    cache.init_app(app)
    app.register_blueprint(reports.bp, url_prefix="/report")
    app.register_blueprint(sessions.bp, url_prefix="/session")
    app.teardown_appcontext(sessions.close_all)
    return app
