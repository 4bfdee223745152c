from flask import Flask, jsonify, request
from markupsafe import escape


def create_app():
    service = Flask(__name__)

    @service.post("/login")
    def enter():
        if "username" not in request.form:
            return "password is missing", 400
        if "password" not in request.form:
            return "username is missing", 400
        return f"Username: {escape(request.form['username'])}, Password: {escape(request.form['password'])}"

    @service.post("/api/login")
    def api_login():
        data = request.get_json()
        return jsonify(username=data["username"])

    @service.get("/search")
    def search():
        return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))

    return service
