from flask import Blueprint, jsonify, request
from markupsafe import escape

site = Blueprint("views", __name__)


@site.post("/login")
def enter():
    user = request.form.username
    word = request.form.password
    if not user:
        return "username?", 400
    if not word:
        return "password?", 400
    return f"Username: {escape(user)}, Password: {escape(word)}"


@site.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@site.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
