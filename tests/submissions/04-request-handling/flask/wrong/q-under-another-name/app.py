from flask import Flask, jsonify, request
from markupsafe import escape


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
        data = request.get_json()
        return jsonify(username=data["username"])

    @service.get("/search")
    def find():
        return {"q": request.args.get("query"), "page": request.args.get("page", 1, int)}

    return service
