from flask import Flask, jsonify, request
from markupsafe import escape


def create_app():
    service = Flask(__name__)

    @service.route("/login", methods=["GET", "POST"])
    def enter():
        if request.method != "POST":
            return "POST only", 400
        for name in "username", "password":
            if not request.form.get(name):
                return {"need": name}, 400
        return f"Username: {escape(request.form['username'])}, Password: {escape(request.form['password'])}"

    @service.post("/api/login")
    def api_login():
        data = request.get_json()
        return jsonify(username=data["username"])

    @service.get("/search")
    def search():
        return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))

    return service
