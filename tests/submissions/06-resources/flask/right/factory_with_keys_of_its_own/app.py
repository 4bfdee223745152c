"""A factory and a blueprint; the cache is used by hand, with keys that the author makes up."""

from flask import Blueprint, Flask, abort, current_app, g, jsonify, request
from flask_caching import Cache

import upstream

cache = Cache()
bp = Blueprint("reports", __name__)


def key_of(year, currency):
    return f"report:{year}:{currency}"


@bp.get("/report/<int:year>")
def show(year):
    currency = request.args.get("currency") or "EUR"
    key = key_of(year, currency)
    found = cache.get(key)
    if found is None:
        try:
            found = upstream.fetch_report(year, currency)
        except upstream.UpstreamError as error:
            current_app.logger.warning("%s", error)
            abort(502)
        cache.set(key, found)
    return jsonify(found)


@bp.route("/report/<int:year>/refresh", methods=["POST"])
def forget(year):
    cache.delete(key_of(year, "EUR"))
    return current_app.response_class(status=204)


@bp.get("/session")
def session():
    g.upstream = upstream.open_session()
    return jsonify(session=g.upstream.id)


@bp.get("/session/crash")
def crash():
    g.upstream = upstream.open_session()
    return jsonify(1 / 0)


@bp.teardown_request
def close(error=None):
    opened = getattr(g, "upstream", None)
    if opened:
        opened.close()


def create_app():
    app = Flask(__name__)
    app.config.from_mapping(CACHE_TYPE="SimpleCache", CACHE_DEFAULT_TIMEOUT=60)
    cache.init_app(app)
    app.register_blueprint(bp)
    return app
