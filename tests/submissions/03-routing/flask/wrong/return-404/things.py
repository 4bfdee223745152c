from flask import Blueprint

things = Blueprint("things", __name__)


@things.route("/<key>")
def detail(key):
    if not key.isdecimal():
        return 404
    return {"item_id": int(key)}
