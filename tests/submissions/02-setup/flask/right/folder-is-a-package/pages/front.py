from flask import Blueprint

bp = Blueprint("front", __name__)


@bp.get("/")
def show():
    return "Hello, World!"
