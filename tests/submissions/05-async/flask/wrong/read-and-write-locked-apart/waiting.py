import time

from flask import Blueprint

bp = Blueprint("waiting", __name__)


@bp.get("/async")
def wait():
    time.sleep(1)
    return {"message": "Async operation completed"}
