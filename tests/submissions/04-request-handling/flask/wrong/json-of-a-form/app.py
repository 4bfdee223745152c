from flask import Flask, jsonify, request
from markupsafe import escape

app = Flask(__name__)


@app.post("/login")
def login():
    data = request.json
    for name in ("username", "password"):
        if name not in data:
            return f"{name} is missing", 400
    return f"Username: {escape(data['username'])}, Password: {escape(data['password'])}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
