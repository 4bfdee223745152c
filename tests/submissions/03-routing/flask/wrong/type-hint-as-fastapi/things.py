from flask import Blueprint

things = Blueprint("things", __name__)


@things.route("/<key>")
def detail(key: int):
    return {"item_id": key}
