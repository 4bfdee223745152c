from flask import url_for


def item(item_id):
    return {"item_id": item_id}


def links():
    return {"hello": url_for("hello"), "item": url_for("item", item_id=7)}
