from flask import Flask, jsonify, request
from markupsafe import escape


def create_app():
    service = Flask(__name__)

    @service.post("/login")
    def enter():
        who = escape(request.form["username"])
        word = escape(request.form["password"])
        return f"Username: {who}, Password: {word}"

    @service.post("/api/login")
    def api_login():
        data = request.get_json()
        return jsonify(username=data["username"])

    @service.get("/search")
    def search():
        return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))

    service.config["TRAP_BAD_REQUEST_ERRORS"] = True

    return service
