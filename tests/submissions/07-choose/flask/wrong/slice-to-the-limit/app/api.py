from flask import Blueprint, abort, request, url_for

from .store import Store

bp = Blueprint("notes", __name__)
store = Store()


def checked():
    data = request.get_json(force=True)
    for field in ("title", "body"):
        if not isinstance(data.get(field), str):
            abort(422, f"{field}: a string is required")
    if data["title"] == "":
        abort(422, "title: must not be empty")
    return data["title"], data["body"]


@bp.post("")
def add():
    row = store.add(*checked())
    return row, 201, [("Location", url_for(".one", key=row["id"], _external=True))]


@bp.get("")
def page():
    rows = store.all()
    start = int(request.args.get("offset", 0))
    limit = int(request.args.get("limit", 50))
    return {"notes": rows[start:limit], "total": len(rows)}


@bp.get("/<key>")
def one(key):
    return store.get(key) or abort(404)


@bp.put("/<key>")
def change(key):
    return store.put(key, *checked()) or abort(404, "no such note")


@bp.delete("/<key>")
def drop(key):
    if not store.remove(key):
        abort(404)
    return "", 204
