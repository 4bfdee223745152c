from flask import Flask, jsonify, request
from flask import redirect


def create_app():
    service = Flask(__name__)

    @service.post("/login")
    def enter():
        for name in "username", "password":
            if not request.form.get(name):
                return {"need": name}, 400
        return redirect("/search?q=" + request.form["username"])

    @service.post("/api/login")
    def api_login():
        data = request.get_json()
        return jsonify(username=data["username"])

    @service.get("/search")
    def search():
        return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))

    return service
