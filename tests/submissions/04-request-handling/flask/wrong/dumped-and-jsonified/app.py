from flask import Flask, jsonify, request
from markupsafe import escape
import json


def create_app():
    service = Flask(__name__)

    @service.post("/login")
    def login():
        username = request.form.get("username")
        password = request.form.get("password")
        if username is None:
            return "username is missing", 400
        if password is None:
            return "password is missing", 400
        return f"Username: {escape(username)}, Password: {escape(password)}"

    @service.post("/api/login")
    def api_login():
        visitor = request.get_json()["username"]
        return jsonify(json.dumps({"username": visitor}))

    @service.get("/search")
    def search():
        return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))

    return service
