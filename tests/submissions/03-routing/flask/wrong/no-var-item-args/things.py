from flask import Blueprint

things = Blueprint("things", __name__)


@things.route("")
def detail(key):
    return {"item_id": key}
