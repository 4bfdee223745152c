from flask import Flask, jsonify, request
from markupsafe import escape
from flask import abort


def create_app():
    service = Flask(__name__)

    @service.post("/login")
    def enter():
        for part in ("username", "password"):
            if part not in request.form:
                abort(400, f"{part} is needed")
        return f"Username: {escape(request.form['username'])}, Password: {escape(request.form['password'])}"

    @service.post("/api/login")
    def api_login():
        data = request.get_json()
        return jsonify(username=data["username"])

    @service.get("/search")
    def search():
        return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))

    @service.errorhandler(400)
    def bad_request(problem):
        return jsonify(message=problem.description)

    return service
