from flask import Blueprint

things = Blueprint("things", __name__)


@things.route("/<int:key>")
def detail(key):
    return {"item_id": key}
