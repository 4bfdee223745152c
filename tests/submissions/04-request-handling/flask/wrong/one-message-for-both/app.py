from flask import Flask, jsonify, request
from markupsafe import escape

app = Flask(__name__)


@app.post("/login")
def login():
    name, word = request.form.get("username"), request.form.get("password")
    if not name or not word:
        return {"error": "Username and password are required"}, 400
    return f"Username: {escape(name)}, Password: {escape(word)}"


@app.post("/api/login")
def api_login():
    data = request.get_json()
    return jsonify(username=data["username"])


@app.get("/search")
def search():
    return jsonify(q=request.args.get("q"), page=request.args.get("page", 1, type=int))
