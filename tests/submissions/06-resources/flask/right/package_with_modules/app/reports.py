from flask import Blueprint, request

from upstream import UpstreamError, fetch_report

from .cache import cache

bp = Blueprint("reports", __name__)


def key(year, currency):
    return f"{year}/{currency}"


@bp.app_errorhandler(UpstreamError)
def failed(error):
    return {"error": str(error)}, 502


@bp.route("/<int:year>")
@cache.cached(make_cache_key=lambda year: key(year, request.args.get("currency", "EUR")))
def show(year):
    return fetch_report(year, request.args.get("currency", "EUR"))


@bp.route("/<int:year>/refresh", methods=["POST"])
def refresh(year):
    cache.delete(key(year, "EUR"))
    return "", 204
