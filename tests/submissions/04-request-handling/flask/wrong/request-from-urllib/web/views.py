from flask import Blueprint, jsonify, request
from markupsafe import escape
from urllib import request

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
def token():
    sent = request.get_json()
    return {"username": sent["username"]}


@site.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
