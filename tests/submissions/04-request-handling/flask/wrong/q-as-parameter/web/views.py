from flask import Blueprint, jsonify, request
from markupsafe import escape

site = Blueprint("views", __name__)


@site.post("/login")
def login():
    username = request.form.get("username")
    password = request.form.get("password")
    if username is None:
        return "username is missing", 400
    if password is None:
        return "password is missing", 400
    return f"Username: {escape(username)}, Password: {escape(password)}"


@site.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@site.route("/search")
def find(q, page=1):
    return {"q": q, "page": page}
