from flask import Blueprint

items = Blueprint("items", __name__)


@items.get("/<int:item_id>")
def show(item_id):
    return {"item_id": item_id}
