from flask import Blueprint, abort, jsonify, render_template, request

pages = Blueprint("pages", __name__)
api = Blueprint("api", __name__)


@pages.post("/login")
def login():
    values = {}
    for name in ("username", "password"):
        values[name] = request.form.get(name)
        if not values[name]:
            abort(422, description=f"{name.capitalize()} is missing")
    return render_template("login.html", **values)


@pages.get("/search")
def search():
    page = request.args.get("page", "1")
    if not page.isdigit():
        abort(400)
    return jsonify({"page": int(page), "q": request.args.get("q")})


@api.post("/login")
def api_login():
    if not request.is_json:
        abort(415)
    return {"username": request.get_json().get("username")}
