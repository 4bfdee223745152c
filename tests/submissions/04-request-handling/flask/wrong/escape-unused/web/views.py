from flask import Blueprint, jsonify, request
from markupsafe import escape

site = Blueprint("views", __name__)


@site.post("/login")
def enter():
    for name in "username", "password":
        if not request.form.get(name):
            return {"need": name}, 400
    user = request.form["username"]
    escape(user)
    return f"Username: {user}, Password: {escape(request.form['password'])}"


@site.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@site.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
